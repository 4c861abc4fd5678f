/** The keys of an installation: made once, kept in a file that its owner alone can read. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { OperatorError } from '../operator-error.ts';
import { assertCipher, fieldCiphers, type FieldCipher } from './field-cipher.ts';
import { readIfThere } from './read-if-there.ts';
import { chosenCipher } from '../variables.ts';

const key = z.string().regex(/^[0-9a-f]{64}$/);
const secretsSchema = z.object({
  /** Which field key new values are encrypted with; older ones stay for reading until all rows are turned over. */
  field_key_version: z.number().int().positive(),
  /** Keys of personal fields by version. */
  field_keys: z.record(z.string().regex(/^\d+$/), key),
  /** The cipher of a key that does not seal by AES-256-GCM. */
  field_ciphers: z.record(z.string().regex(/^\d+$/), z.enum(fieldCiphers)).default({}),
  /** Keyed index of ID numbers and phones, for uniqueness and look-up. */
  index_key: key,
  /** Hashes session tokens, so that a stolen table opens no session. */
  session_pepper: key,
  /** Rotating check-in codes and cards. */
  code_key: key,
});

export type Secrets = z.infer<typeof secretsSchema>;

/** Made at the first start with mode 0600. Whoever loses this file loses the personal fields: it belongs in the backup. */
export function loadSecrets(dataDirectory: string): Secrets {
  const file = join(dataDirectory, 'secrets.json');
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const found = readIfThere(file) ?? createSecrets(file);
  const read = secretsSchema.safeParse(jsonOf(found));
  if (!read.success || read.data.field_keys[String(read.data.field_key_version)] === undefined) {
    throw damaged(file);
  }
  return read.data;
}

const damaged = (file: string): OperatorError =>
  new OperatorError(
    `${file} 已损坏，读不出密钥。请从保管处放回完好的一份；不要删掉它再启动，没有它个人信息永远打不开。`,
    `${file} is damaged: the keys cannot be read. Put back the copy that you keep apart; do not delete it and start, without it personal fields can never be opened.`,
  );

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A further field key, current from now on. Older ones stay, so that everything encrypted before can still be opened. */
export function addFieldKey(dataDirectory: string, cipher: FieldCipher = chosenCipher()): Secrets {
  assertCipher(cipher);
  const before = loadSecrets(dataDirectory);
  const version = Math.max(...Object.keys(before.field_keys).map(Number)) + 1;
  if (version > 255)
    throw new Error('The version of a field key is one byte: 255 rotations are the limit of this format.');
  return replaceSecrets(dataDirectory, {
    ...before,
    field_key_version: version,
    field_keys: { ...before.field_keys, [version]: randomBytes(32).toString('hex') },
    field_ciphers: { ...before.field_ciphers, [version]: cipher },
  });
}

/** Takes out the keys that nothing is encrypted with any more. */
export function dropOldFieldKeys(dataDirectory: string): Secrets {
  return replaceSecrets(dataDirectory, withoutOldFieldKeys(loadSecrets(dataDirectory)));
}

export function withoutOldFieldKeys(secrets: Secrets): Secrets {
  const current = String(secrets.field_key_version);
  return {
    ...secrets,
    field_keys: { [current]: secrets.field_keys[current] ?? '' },
    field_ciphers: { [current]: cipherOf(secrets, secrets.field_key_version) },
  };
}

/** Written aside, flushed and renamed: a power cut leaves either the old keys or the new. */
function replaceSecrets(dataDirectory: string, secrets: Secrets): Secrets {
  const file = join(dataDirectory, 'secrets.json');
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(aside, `${JSON.stringify(secretsSchema.parse(secrets), null, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  renameSync(aside, file);
  return loadSecrets(dataDirectory);
}

export const cipherOf = (secrets: Secrets, version: number): FieldCipher =>
  secrets.field_ciphers[String(version)] ?? 'aes-256-gcm';

export function newSecrets(cipher: FieldCipher = chosenCipher()): Secrets {
  assertCipher(cipher);
  const fresh = (): string => randomBytes(32).toString('hex');
  return {
    field_key_version: 1,
    field_keys: { '1': fresh() },
    field_ciphers: { '1': cipher },
    index_key: fresh(),
    session_pepper: fresh(),
    code_key: fresh(),
  };
}

/** Written aside and linked, so that of two first starts both use the same keys. */
function createSecrets(file: string): string {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(aside, `${JSON.stringify(newSecrets(), null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside);
  }
  return readFileSync(file, 'utf8');
}
