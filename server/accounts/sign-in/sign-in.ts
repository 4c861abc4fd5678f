import { normalPhone } from '../../../domain/accounts/phone.ts';
import { refusalWhileLocked } from '../../../domain/accounts/sign-in.ts';
import type { TotpStepsBefore } from '../../../domain/accounts/totp.ts';
import type { Id } from '../../../domain/id.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { lazyRequire } from '../../lazy-require.ts';
import { failuresOf, noteAttempt, refuseFlood } from './limit-attempts.ts';
import { deviceHash, heldSessionOf, isKnownDevice, knowDevice } from './known-device.ts';
import { ownerWaysOf } from './owner-proof.ts';
import { accountOfPhone, openAccount, type AccountRow } from './open-account.ts';
import { openSession, type NewSession } from './open-session.ts';
import { useCode } from './send-code.ts';
import { checkDigits } from './authenticator.ts';

const argon2 = lazyRequire<typeof import('@node-rs/argon2')>('@node-rs/argon2');

export type Caller = {
  readonly network: Buffer;
  readonly device: string;
  /** The value in the cookie of the browser. */ readonly device_value: string;
  /** The token in its cookie, of a session that may be over. */ readonly former_token: string | null;
};
type Way = 'code' | 'password';
export type SecondFactor = 'none' | 'done' | 'needed' | 'enrol';
/** A refusal is an answer here: the failed try is committed before the caller hears of it. */
export type SignedIn =
  | { refused: Problem }
  | {
      refused: null;
      session: NewSession;
      person_id: Id;
      is_new: boolean;
      second_factor: SecondFactor;
      must_show_owner: boolean;
    };

/** Costs as much time as a real check, so that the answer does not tell whether a phone has an account. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5c3NhbHQxMjM0NQ$7uC8b0m4oHkQ2o6eZb8cQmY0zq3l1m9fEo2m8xkQ1sE';

export async function signInByCode(
  writer: Writer,
  input: { phone: string; code: string; browser: string | null } & Caller,
): Promise<SignedIn> {
  await refuseFlood(writer, input.network, writer.now);
  const phone = normalPhone(input.phone);
  const index = writer.secrets.index('phone', phone);
  const refused = await useCode(writer, index, { ...input, purpose: 'sign_in' });
  if (refused) return failed(writer, [input.network], refused);
  const { account, is_new } = await openAccount(writer, phone);
  const second_factor: SecondFactor = account.totp_confirmed_at ? 'needed' : account.is_staff ? 'enrol' : 'none';
  return succeeded(writer, account, { way: 'code', index, is_new, second_factor, ...input });
}

export async function signInByPassword(
  writer: Writer,
  input: { phone: string; password: string; digits?: string | undefined; totp_steps_before: TotpStepsBefore } & Caller,
): Promise<SignedIn> {
  await refuseFlood(writer, input.network, writer.now);
  const index = writer.secrets.index('phone', normalPhone(input.phone));
  const locked = refusalWhileLocked(await failuresOf(writer, index, writer.now), writer.now);
  if (locked) throw locked;
  const account = await accountOfPhone(writer, index);
  const right = await argon2()
    .verify(account?.password_hash ?? nobodysHash, input.password)
    .catch(() => false);
  if (!account || !account.password_hash || !right)
    return failed(writer, [index, input.network], problem('accounts.wrong_sign_in', {}, 'password'));
  if (!account.totp_confirmed_at)
    return succeeded(writer, account, {
      way: 'password',
      index,
      is_new: false,
      second_factor: account.is_staff ? 'enrol' : 'none',
      ...input,
    });
  if (input.digits === undefined) throw problem('accounts.totp_needed', {}, 'digits');
  const wrong = await checkDigits(writer, account, input.digits, input.totp_steps_before);
  if (wrong) return failed(writer, [index, input.network], wrong);
  return succeeded(writer, account, { way: 'password', index, is_new: false, second_factor: 'done', ...input });
}

async function failed(writer: Writer, subjects: readonly Buffer[], refused: Problem): Promise<SignedIn> {
  await noteAttempt(writer, subjects, 'wrong');
  return { refused };
}

async function succeeded(
  writer: Writer,
  account: AccountRow,
  inputs: { way: Way; index: Buffer; is_new: boolean; second_factor: SecondFactor } & Caller,
): Promise<SignedIn> {
  await noteAttempt(writer, [inputs.index], 'good');
  const before = await writer.one<{ all: number; here: number }>(sql`
    select count(*)::int as all, count(*) filter (where device = ${inputs.device})::int as here from sessions where person_id = ${account.person_id}`);
  const device_hash = deviceHash(writer, inputs.device_value);
  const is_owner_shown =
    inputs.way === 'password' ||
    inputs.is_new ||
    (await isKnown(writer, account.person_id, { device_hash, former_token: inputs.former_token }));
  const session = await openSession(writer, account, {
    signed_in_by: inputs.way,
    has_second_factor: inputs.second_factor === 'done',
    device: inputs.device,
    is_owner_shown,
    device_hash,
  });
  if (is_owner_shown) await knowDevice(writer, account.person_id, device_hash);
  if (!is_owner_shown) await writer.notify(account.person_id, 'accounts.unproven_device', { device: inputs.device });
  else if (before.all > 0 && before.here === 0)
    await writer.notify(account.person_id, 'accounts.new_device', { device: inputs.device });
  await writer.audit({
    action: 'accounts.sign_in',
    subject_type: 'account',
    subject_id: account.person_id,
    after: { person_id: account.person_id, second_factor: inputs.second_factor },
  });
  return {
    refused: null,
    session,
    person_id: account.person_id,
    is_new: inputs.is_new,
    second_factor: inputs.second_factor,
    must_show_owner: !is_owner_shown,
  };
}

/** By the device, by a session that ran out there, or because nothing personal is held yet. */
async function isKnown(
  writer: Writer,
  person: Id,
  held: { device_hash: Buffer; former_token: string | null },
): Promise<boolean> {
  return (
    (await isKnownDevice(writer, person, held.device_hash)) ||
    (await heldSessionOf(writer, person, held.former_token)) ||
    (await ownerWaysOf(writer, person)).length === 0
  );
}

/** One tap on the sign-in page of a demonstration installation; elsewhere the table is empty. */
export async function signInAsDemonstration(
  writer: Writer,
  input: { person_id: Id; device: string },
): Promise<{ session: NewSession; surface: string }> {
  const shown = await writer.maybe<{ surface: string }>(sql`
    select surface from demonstration_people where person_id = ${input.person_id} and exists (select from settings where key = 'demonstration')`);
  if (!shown) throw problem('accounts.no_demonstration');
  const person = await writer.one<{ person_id: Id; is_staff: boolean }>(
    sql`select person_id, is_staff from accounts where person_id = ${input.person_id}`,
  );
  const session = await openSession(writer, person, {
    signed_in_by: 'demonstration',
    has_second_factor: true,
    device: input.device,
  });
  await writer.audit({
    action: 'accounts.sign_in_demonstration',
    subject_type: 'account',
    subject_id: person.person_id,
  });
  return { session, surface: shown.surface };
}
