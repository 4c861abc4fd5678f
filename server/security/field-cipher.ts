/** How a personal field is encrypted under one key. The first byte of an encrypted value names the key, and the key its cipher. */
import { createCipheriv, createDecipheriv, createHmac, getCiphers, randomBytes, timingSafeEqual } from 'node:crypto';
import { OperatorError } from '../operator-error.ts';

export const fieldCiphers = ['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const;
export type FieldCipher = (typeof fieldCiphers)[number];

type Cipher = {
  encrypt(key: Buffer, version: number, plain: string): Buffer;
  decrypt(key: Buffer, encrypted: Buffer): string;
};

let pool = Buffer.alloc(0);
/** Fetched for many values at once: one by one they are the larger half of the cost of encrypting. Each byte is used once. */
function random(length: number): Buffer {
  if (pool.length < length) pool = randomBytes(4096);
  const taken = Buffer.from(pool.subarray(0, length));
  pool = pool.subarray(length);
  return taken;
}

/** Layout: version (1 byte), nonce (12), tag (16), ciphertext. */
const aes: Cipher = {
  encrypt(key, version, plain) {
    const nonce = random(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body]);
  },
  decrypt(key, encrypted) {
    const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(1, 13));
    decipher.setAuthTag(encrypted.subarray(13, 29));
    return Buffer.concat([decipher.update(encrypted.subarray(29)), decipher.final()]).toString('utf8');
  },
};

/**
 * GB/T 32907 SM4 in counter mode, then a MAC over all of it by HMAC with GB/T 32905 SM3; each has a key of its own derived
 * from the field key. Layout: version (1 byte), counter (16), MAC (32), ciphertext.
 */
const sm4: Cipher = {
  encrypt(key, version, plain) {
    const counter = random(16);
    const cipher = createCipheriv('sm4-ctr', derived(key, 'sm4-ctr').subarray(0, 16), counter);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    const head = Buffer.concat([Buffer.from([version]), counter]);
    return Buffer.concat([head, mac(key, head, body), body]);
  },
  decrypt(key, encrypted) {
    const [head, given, body] = [encrypted.subarray(0, 17), encrypted.subarray(17, 49), encrypted.subarray(49)];
    if (given.length !== 32 || !timingSafeEqual(given, mac(key, head, body)))
      throw new Error('an encrypted value was changed');
    const decipher = createDecipheriv('sm4-ctr', derived(key, 'sm4-ctr').subarray(0, 16), head.subarray(1));
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  },
};

const derived = (key: Buffer, use: string): Buffer => createHmac('sm3', key).update(use).digest();
const mac = (key: Buffer, head: Buffer, body: Buffer): Buffer =>
  createHmac('sm3', derived(key, 'hmac-sm3')).update(head).update(body).digest();

export const ciphersByName: Readonly<Record<FieldCipher, Cipher>> = { 'aes-256-gcm': aes, 'sm4-ctr-hmac-sm3': sm4 };

/** Some builds of Node leave SM4 out: better said when it is chosen than when the first field is written. */
export function assertCipher(cipher: FieldCipher): void {
  if (cipher === 'sm4-ctr-hmac-sm3' && !getCiphers().includes('sm4-ctr'))
    throw new OperatorError(
      '这个 Node.js 没有 SM4。请用 nodejs.org 的版本，或设 FIELD_CIPHER=aes-256-gcm。',
      'This Node.js has no SM4; use the builds of nodejs.org, or FIELD_CIPHER=aes-256-gcm.',
    );
}
