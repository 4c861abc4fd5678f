/** What the operator decides outside the database: where to listen, where the data are, and the secrets beside them. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { TotpStepsBefore } from '../domain/accounts/totp.ts';
import { defaultMergeWaitDays, mergeWaitDaysBounds } from '../domain/volunteers/merge.ts';
import { defaultRecoveryWaitDays, recoveryWaitDaysBounds } from '../domain/volunteers/phone-recovery.ts';
import { OperatorError } from './operator-error.ts';
import { assertCipher, fieldCiphers, type FieldCipher } from './security/field-cipher.ts';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  FIELD_CIPHER: z.enum(fieldCiphers).default('aes-256-gcm'),
});

export type Environment = {
  readonly port: number;
  readonly host: string;
  readonly data_dir: string;
  readonly database_url: string | undefined;
};

export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) throw badVariables(read.error.issues, given);
  const { PORT, HOST, DATA_DIR, DATABASE_URL } = read.data;
  return { port: PORT, host: HOST, data_dir: resolve(DATA_DIR), database_url: DATABASE_URL };
}

const mayBe: Readonly<Record<string, readonly [string, string]>> = {
  PORT: ['0 到 65535 的整数', 'a whole number from 0 to 65535'],
  DATABASE_URL: [
    'postgres://用户:密码@主机:5432/库名 这样的地址',
    'an address such as postgres://user:password@host:5432/name',
  ],
  FIELD_CIPHER: [fieldCiphers.join(' 或 '), fieldCiphers.join(' or ')],
  TOTP_STEPS_BEFORE: ['0 或 1', '0 or 1'],
  SECOND_FACTOR: ['by_role 或 demanded', 'by_role or demanded'],
};

/** Values may be secrets, so they are not repeated, except a port's. */
function badVariables(
  issues: readonly { readonly path: readonly PropertyKey[] }[],
  given: Readonly<Record<string, string | undefined>>,
): OperatorError {
  const names = [...new Set(issues.map((issue) => String(issue.path[0])))];
  const say = (language: 0 | 1): string =>
    names
      .map(
        (name) =>
          `${name}${name === 'PORT' ? `=${given[name]}` : ''}${[' 要填', ' must be '][language]}${mayBe[name]?.[language] ?? ''}`,
      )
      .join(['；', '; '][language]);
  return new OperatorError(`环境变量不对：${say(0)}。`, `Wrong variables: ${say(1)}.`);
}

/** One password a line, as published lists are; a list that is named and missing stops the start, or nobody would notice. */
export function breachedPasswords(variables: NodeJS.ProcessEnv = process.env): ReadonlySet<string> {
  const file = variables['PASSWORD_LIST'];
  if (file === undefined || file === '') return new Set();
  const text = readIfThere(file);
  if (text === null)
    throw new OperatorError(
      `没有 PASSWORD_LIST 指的文件 ${file}。请放好名单，或去掉这个变量。`,
      `PASSWORD_LIST names ${file}, which does not exist. Put the list there, or leave the variable out.`,
    );
  return new Set(text.toLowerCase().split(/\r?\n/));
}

/** How many days a decided merge of two registrations waits before it is carried out. */
export function mergeWaitDays(variables: NodeJS.ProcessEnv = process.env): number {
  return daysFrom(variables, 'MERGE_WAIT_DAYS', defaultMergeWaitDays, mergeWaitDaysBounds);
}

/** How many days an approved new phone waits while the old one may object. */
export function recoveryWaitDays(variables: NodeJS.ProcessEnv = process.env): number {
  return daysFrom(variables, 'PHONE_RECOVERY_WAIT_DAYS', defaultRecoveryWaitDays, recoveryWaitDaysBounds);
}

function daysFrom(
  variables: NodeJS.ProcessEnv,
  name: string,
  otherwise: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const given = variables[name];
  const read = z.coerce
    .number()
    .int()
    .min(least)
    .max(most)
    .safeParse(given === undefined || given === '' ? otherwise : given);
  if (!read.success)
    throw new OperatorError(
      `环境变量 ${name} 要填 ${least} 到 ${most} 的整数。`,
      `${name} must be a whole number from ${least} to ${most}.`,
    );
  return read.data;
}

/** What Prometheus brings as `Authorization: Bearer`; short ones are guessed. */
export function metricsToken(variables: NodeJS.ProcessEnv = process.env): string | undefined {
  const token = variables['METRICS_TOKEN'];
  if (token === undefined || token === '') return undefined;
  if (token.length < 16)
    throw new OperatorError(
      '环境变量 METRICS_TOKEN 太短，至少 16 个字符。',
      'METRICS_TOKEN is too short: at least 16 characters.',
    );
  return token;
}

const rules = z.object({
  TOTP_STEPS_BEFORE: z.enum(['0', '1']).default('0'),
  SECOND_FACTOR: z.enum(['by_role', 'demanded']).default('by_role'),
});

export type SignInRules = {
  /** 0: an authenticator's digits are good while they are shown, as the standard wants; 1: for 30 seconds more, where phones' clocks are late. */
  readonly totp_steps_before: TotpStepsBefore;
  /** Every role opens only with a second factor, whatever the role itself asks for. */
  readonly is_second_factor_required: boolean;
};

export function signInRules(variables: NodeJS.ProcessEnv = process.env): SignInRules {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const read = rules.safeParse(given);
  if (!read.success) throw badVariables(read.error.issues, given);
  return {
    totp_steps_before: read.data.TOTP_STEPS_BEFORE === '1' ? 1 : 0,
    is_second_factor_required: read.data.SECOND_FACTOR === 'demanded',
  };
}

/** Whoever serves others needs a way to send codes; showing them on the page would let anybody in. */
export function isForOneMachine(host: string, publicUrl: string): boolean {
  const own = ['localhost', '127.0.0.1', '::1', '[::1]'];
  return own.includes(host) && own.includes(new URL(publicUrl).hostname);
}

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

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export const cipherOf = (secrets: Secrets, version: number): FieldCipher =>
  secrets.field_ciphers[String(version)] ?? 'aes-256-gcm';

/** FIELD_CIPHER decides for keys yet to be made. */
export function chosenCipher(variables: NodeJS.ProcessEnv = process.env): FieldCipher {
  return environment.shape.FIELD_CIPHER.parse(variables['FIELD_CIPHER'] || undefined);
}

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
