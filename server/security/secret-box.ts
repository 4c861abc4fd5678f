import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { cipherOf, type Secrets } from './secrets-file.ts';
import { ciphersByName, type FieldCipher } from './field-cipher.ts';

/** Encryption of personal fields, keyed index for look-up, MACs for codes and tokens. */
export class SecretBox {
  private readonly fieldKeys: Map<number, FieldKey>;
  readonly current: number;
  private readonly reload: (() => Secrets) | undefined;
  private readonly indexKey: KeyObject;
  private readonly codeKey: KeyObject;
  private readonly tokenKey: KeyObject;
  private readonly senderKey: KeyObject;

  /** `reload` reads the keys again when a value turns up that a newer key encrypted: a rotation needs no restart. */
  constructor(secrets: Secrets, reload?: () => Secrets) {
    this.fieldKeys = keysByVersion(secrets);
    this.reload = reload;
    this.current = secrets.field_key_version;
    this.indexKey = createSecretKey(secrets.index_key, 'hex');
    this.codeKey = createSecretKey(secrets.code_key, 'hex');
    this.tokenKey = createSecretKey(secrets.session_pepper, 'hex');
    this.senderKey = createSecretKey(this.index('derived key', 'senders of stamps'));
  }

  /** Under the current key, by that key's cipher. */
  encrypt(plain: string): Buffer {
    const { key, cipher } = this.fieldKey(this.current);
    return ciphersByName[cipher].encrypt(key, this.current, plain);
  }

  decrypt(encrypted: Buffer): string {
    const { key, cipher } = this.fieldKey(encrypted[0] ?? 0);
    return ciphersByName[cipher].decrypt(key, encrypted);
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

  /** What is kept of the session that a stamp came from: sixteen bytes are told apart, and under a key of its own it meets no other index. */
  senderIndex(session: string): Buffer {
    return createHmac('sha256', this.senderKey).update(session).digest().subarray(0, 16);
  }

  private fieldKey(version: number): FieldKey {
    if (!this.fieldKeys.has(version) && this.reload !== undefined) {
      for (const [found, key] of keysByVersion(this.reload())) this.fieldKeys.set(found, key);
    }
    const key = this.fieldKeys.get(version);
    if (key === undefined) throw new Error(`field key version ${version} is missing`);
    return key;
  }
}

type FieldKey = { readonly key: Buffer; readonly cipher: FieldCipher };

function keysByVersion(secrets: Secrets): Map<number, FieldKey> {
  return new Map(
    Object.entries(secrets.field_keys).map(([version, key]) => [
      Number(version),
      { key: Buffer.from(key, 'hex'), cipher: cipherOf(secrets, Number(version)) },
    ]),
  );
}

export function sameBytes(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
