/** The sign-in phone: the owner changes it, by a code to the new one and a proof that it is still the owner who asks. */
import { normalPhone } from '../../../domain/accounts/phone.ts';
import { isFresh } from '../../../domain/accounts/session.ts';
import { refusalWhileLocked } from '../../../domain/accounts/sign-in.ts';
import type { Id } from '../../../domain/id.ts';
import { maskPhone } from '../../../domain/masking.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { lazyRequire } from '../../lazy-require.ts';
import { ownAccount } from './authenticator.ts';
import { failuresOf, noteAttempt } from './limit-attempts.ts';
import { accountOfPhone, type AccountRow } from './open-account.ts';
import { endOtherSessions, provenSession } from './open-session.ts';
import { sendAfterCommit, type PhoneSender } from './phone-sender.ts';
import { sendCode, useCode } from './send-code.ts';

const argon2 = lazyRequire<typeof import('@node-rs/argon2')>('@node-rs/argon2');

export type PhoneChange = {
  readonly phone: string;
  readonly code: string;
  readonly password?: string | undefined;
  readonly old_code?: string | undefined;
  readonly browser: string | null;
};
type OldPhone = {
  readonly phone_encrypted: Buffer | null;
  readonly phone_index: Buffer | null;
  readonly phone_hint: string | null;
};

function phoneOf(writer: Writer, person: Id): Promise<OldPhone> {
  return writer.one<OldPhone>(sql`select phone_encrypted, phone_index, phone_hint from persons where id = ${person}`);
}

/** To the phone that is to be left: whoever holds it still says so. */
export async function sendOldPhoneCode(
  writer: Writer,
  asked: { network: Buffer; browser: string },
  send: PhoneSender,
): Promise<{ code: string; again_in_seconds: number }> {
  const { phone_encrypted } = await phoneOf(writer, writer.caller.person_id);
  if (phone_encrypted === null) throw problem('accounts.no_phone');
  return sendCode(writer, { phone: writer.secrets.decrypt(phone_encrypted), purpose: 'leave_phone', ...asked }, send);
}

/** Soon after a sign-in nothing more is asked; later the password, or a code to the old phone. A wrong try is kept, so it is answered. */
async function proofRefused(writer: Writer, account: AccountRow, input: PhoneChange): Promise<Problem | null> {
  if (input.password !== undefined) return passwordRefused(writer, account, input.password);
  if (input.old_code !== undefined) return null; // spent before the account was locked
  const { created_at } = await provenSession(writer, writer.caller);
  if (!isFresh(created_at, writer.now)) throw problem('accounts.prove_for_phone');
  return null;
}

/** Before the account is locked: a sign-in by that phone locks the phone first as well. */
async function oldCodeRefused(
  writer: Writer,
  old: OldPhone,
  code: string,
  browser: string | null,
): Promise<Problem | null> {
  if (old.phone_index === null) throw problem('accounts.no_phone', {}, 'old_code');
  const refused = await useCode(writer, old.phone_index, { code, browser, purpose: 'leave_phone' });
  if (refused) await noteAttempt(writer, [old.phone_index], 'wrong');
  return refused === null ? null : problem(refused.code, refused.params, 'old_code');
}

async function passwordRefused(writer: Writer, account: AccountRow, password: string): Promise<Problem | null> {
  const subject = writer.secrets.index('password', account.person_id);
  const locked = refusalWhileLocked(await failuresOf(writer, subject, writer.now), writer.now);
  if (locked) throw locked;
  const right =
    account.password_hash !== null &&
    (await argon2()
      .verify(account.password_hash, password)
      .catch(() => false));
  await noteAttempt(writer, [subject], right ? 'good' : 'wrong');
  return right ? null : problem('accounts.wrong_password', {}, 'password');
}

/** The old phone signs nobody in any more, is told by message, and what was signed in elsewhere ends. */
export async function changePhone(
  writer: Writer,
  input: PhoneChange,
  send: PhoneSender | null,
): Promise<{ refused: Problem | null; phone_hint: string }> {
  const old = await phoneOf(writer, writer.caller.person_id);
  const unsaid = input.old_code === undefined ? null : await oldCodeRefused(writer, old, input.old_code, input.browser);
  if (unsaid) return { refused: unsaid, phone_hint: '' };
  const account = await ownAccount(writer);
  const unproven = await proofRefused(writer, account, input);
  if (unproven) return { refused: unproven, phone_hint: '' };
  const phone = normalPhone(input.phone);
  const index = writer.secrets.index('phone', phone);
  const refused = await useCode(writer, index, { ...input, purpose: 'change_phone' });
  if (refused) {
    await noteAttempt(writer, [index], 'wrong');
    return { refused, phone_hint: '' };
  }
  const taken = await accountOfPhone(writer, index);
  if (taken)
    throw problem(taken.person_id === account.person_id ? 'accounts.phone_same' : 'accounts.phone_taken', {}, 'phone');
  await bindPhone(writer, account.person_id, phone);
  await endOtherSessions(writer);
  tellOldPhone(writer, old, send);
  await writer.notify(account.person_id, 'accounts.phone_changed', { phone: maskPhone(phone) });
  await writer.audit({
    action: 'accounts.change_phone',
    subject_type: 'person',
    subject_id: account.person_id,
    before: { phone: old.phone_hint },
    after: { phone: maskPhone(phone) },
  });
  return { refused: null, phone_hint: maskPhone(phone) };
}

/** Who has no account yet is found by the number at the first sign-in. One phone signs one person in: the key of the table is the keyed hash of the number, so a race cannot give it to two. */
export async function bindPhone(
  writer: Writer,
  person: Id,
  phone: string,
  { signs_in } = { signs_in: true },
): Promise<void> {
  const index = writer.secrets.index('phone', phone);
  await noteRemoved(
    writer,
    'identity_keys',
    await writer.all<RemovedRow>(
      sql`delete from identity_keys r where r.kind = 'sign_in_phone' and r.person_id = ${person} returning ${removedKey.identity_keys}`,
    ),
  );
  if (signs_in)
    await writer.run(
      sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${index}, ${person})`,
    );
  await writer.run(
    sql`update accounts set phone_freed_at = null where person_id = ${person} and phone_freed_at is not null`,
  );
  await writer.run(
    sql`update persons set phone_encrypted = ${writer.secrets.encrypt(phone)}, phone_index = ${index}, phone_hint = ${maskPhone(phone)} where id = ${person}`,
  );
}

export function tellOldPhone(writer: Writer, old: OldPhone, send: PhoneSender | null): void {
  if (old.phone_encrypted === null) return;
  sendAfterCommit(writer, send, { phone: writer.secrets.decrypt(old.phone_encrypted), purpose: 'phone_changed' });
}
