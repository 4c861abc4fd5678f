import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from './env.ts';

/** Encryption of personal fields (AES-256-GCM), keyed index for look-up, MACs for codes and tokens. */
export class SecretBox {
  private readonly fieldKeys: Map<number, Buffer>;
  readonly current: number;
  private readonly reload: (() => Secrets) | undefined;
  private readonly indexKey: Buffer;
  private readonly codeKey: Buffer;
  private readonly tokenKey: Buffer;
  private nonces: Buffer = Buffer.alloc(0);

  /** `reload` reads the keys again when a value turns up that a newer key sealed: a rotation needs no restart. */
  constructor(secrets: Secrets, reload?: () => Secrets) {
    this.fieldKeys = keysByVersion(secrets);
    this.reload = reload;
    this.current = secrets.field_key_version;
    this.indexKey = Buffer.from(secrets.index_key, 'hex');
    this.codeKey = Buffer.from(secrets.code_key, 'hex');
    this.tokenKey = Buffer.from(secrets.session_pepper, 'hex');
  }

  /** Random bytes are fetched for many values at once: one by one they are the larger half of the cost of sealing. */
  private nonce(): Buffer {
    if (this.nonces.length < 12) this.nonces = randomBytes(12 * 256);
    const nonce = Buffer.from(this.nonces.subarray(0, 12));
    this.nonces = this.nonces.subarray(12);
    return nonce;
  }

  /** Layout: version (1 byte), nonce (12), tag (16), ciphertext. */
  seal(plain: string): Buffer {
    const nonce = this.nonce();
    const cipher = createCipheriv('aes-256-gcm', this.fieldKey(this.current), nonce);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([this.current]), nonce, cipher.getAuthTag(), body]);
  }

  open(sealed: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', this.fieldKey(sealed[0] ?? 0), sealed.subarray(1, 13));
    decipher.setAuthTag(sealed.subarray(13, 29));
    return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8');
  }

  /** Keyed index of a personal value: equal values give equal bytes, nothing can be read back. */
  index(kind: string, value: string): Buffer {
    return createHmac('sha256', this.indexKey).update(`${kind}\n${value}`).digest();
  }

  /** MAC for rotating and one-time codes. */
  codeMac(text: string): Buffer {
    return createHmac('sha256', this.codeKey).update(text).digest();
  }

  /** What is stored of a session or feed token. */
  tokenHash(token: string): Buffer {
    return createHmac('sha256', this.tokenKey).update(token).digest();
  }

  private fieldKey(version: number): Buffer {
    if (!this.fieldKeys.has(version) && this.reload !== undefined) {
      for (const [found, key] of keysByVersion(this.reload())) this.fieldKeys.set(found, key);
    }
    const key = this.fieldKeys.get(version);
    if (key === undefined) throw new Error(`field key version ${version} is missing`);
    return key;
  }
}

function keysByVersion(secrets: Secrets): Map<number, Buffer> {
  return new Map(Object.entries(secrets.field_keys).map(([version, key]) => [Number(version), Buffer.from(key, 'hex')]));
}

export function sameBytes(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
