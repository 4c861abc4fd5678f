/** What the operator decides outside the database: where to listen, where the data are, and the secrets beside them. */
import { resolve } from 'node:path';
import { z } from 'zod';
import type { TotpStepsBefore } from '../domain/accounts/totp.ts';
import { defaultQuietHours, readQuietHours, type QuietHours } from '../domain/accounts/text-message.ts';
import { defaultMergeWaitDays, mergeWaitDaysBounds } from '../domain/volunteers/merge.ts';
import { defaultRecoveryWaitDays, recoveryWaitDaysBounds } from '../domain/volunteers/phone-recovery.ts';
import { OperatorError } from './operator-error.ts';
import { fieldCiphers } from './security/field-cipher.ts';
import { environment } from './variables.ts';
import { readIfThere } from './security/read-if-there.ts';

export type Environment = {
  readonly port: number;
  readonly host: string;
  readonly data_dir: string;
  readonly database_url: string | undefined;
  readonly database_owner_url?: string | undefined;
};

export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) throw badVariables(read.error.issues, given);
  const { PORT, HOST, DATA_DIR, DATABASE_URL, DATABASE_OWNER_URL } = read.data;
  if (DATABASE_OWNER_URL !== undefined && DATABASE_URL === undefined)
    throw new OperatorError(
      '只填了 DATABASE_OWNER_URL。请把应用用户的地址填进 DATABASE_URL；用内置数据库就两个都不填。',
      'DATABASE_OWNER_URL stands alone. Set DATABASE_URL to the address of the application’s user too, or leave both out for the embedded database.',
    );
  return {
    port: PORT,
    host: HOST,
    data_dir: resolve(DATA_DIR),
    database_url: DATABASE_URL,
    database_owner_url: DATABASE_OWNER_URL,
  };
}

const mayBe: Readonly<Record<string, readonly [string, string]>> = {
  PORT: ['0 到 65535 的整数', 'a whole number from 0 to 65535'],
  DATABASE_URL: [
    'postgres://用户:密码@主机:5432/库名 这样的地址',
    'an address such as postgres://user:password@host:5432/name',
  ],
  DATABASE_OWNER_URL: [
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

/** When no text message goes out but an alarm; `22-7` unless said. */
export function smsQuietHours(variables: NodeJS.ProcessEnv = process.env): QuietHours {
  const given = variables['SMS_QUIET_HOURS'];
  const read = given === undefined || given === '' ? defaultQuietHours : readQuietHours(given);
  if (read === null)
    throw new OperatorError(
      '环境变量 SMS_QUIET_HOURS 要填“几点-几点”，如 22-7；不要静音就填 0-0。',
      'SMS_QUIET_HOURS must be two hours, such as 22-7; 0-0 for none.',
    );
  return read;
}

/** How long it is kept from which session a stamp arrived. */
export function stampSenderDays(variables: NodeJS.ProcessEnv = process.env): number {
  return daysFrom(variables, 'STAMP_SENDER_DAYS', 180, { least: 1, most: 730 });
}

/** How long a refused try of arriving is kept. */
export function refusedStampDays(variables: NodeJS.ProcessEnv = process.env): number {
  return daysFrom(variables, 'REFUSED_STAMP_DAYS', 30, { least: 1, most: 365 });
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
