import { refusalToSetPassword } from '../../../domain/accounts/session.ts';
import { refusalOfPassword } from '../../../domain/accounts/password.ts';
import { refusalWhileLocked } from '../../../domain/accounts/sign-in.ts';
import type { Id } from '../../../domain/id.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { lazyRequire } from '../../lazy-require.ts';
import { ownAccount } from './authenticator.ts';
import { failuresOf, noteAttempt } from './limit-attempts.ts';
import { assertFresh, endOtherSessions, provenSession } from './open-session.ts';

const argon2 = lazyRequire<typeof import('@node-rs/argon2')>('@node-rs/argon2');

type NewPassword = { readonly password: string; readonly current?: string | undefined; readonly device: string };

/** The present password is asked for, or the proof that takes its place; every other session ends, and the owner reads of it. */
export async function setPassword(
  writer: Writer,
  input: NewPassword,
  breached?: ReadonlySet<string>,
): Promise<Problem | null> {
  const account = await ownAccount(writer);
  const isForgotten = account.password_hash !== null && input.current === undefined;
  const subject = writer.secrets.index('password', account.person_id);
  const locked = refusalWhileLocked(await failuresOf(writer, subject, writer.now), writer.now);
  if (locked) throw locked;
  const { phone_encrypted } = await writer.one<{ phone_encrypted: Buffer | null }>(
    sql`select phone_encrypted from persons where id = ${account.person_id}`,
  );
  const personal = [account.name ?? '', phone_encrypted ? writer.secrets.decrypt(phone_encrypted) : ''];
  if (account.password_hash === null || isForgotten) {
    const inputs = { has_password: isForgotten, has_authenticator: account.totp_confirmed_at !== null };
    const unproven = refusalToSetPassword(await provenSession(writer, writer.caller), inputs, writer.now);
    if (unproven) throw unproven;
  }
  const weak = refusalOfPassword(input.password, personal, breached);
  if (weak) throw weak;
  if (
    account.password_hash &&
    input.current !== undefined &&
    !(await argon2().verify(account.password_hash, input.current))
  ) {
    await noteAttempt(writer, [subject], 'wrong');
    return problem('accounts.wrong_sign_in', {}, 'current');
  }
  await noteAttempt(writer, [subject], 'good');
  await writer.run(
    sql`update accounts set password_hash = ${await argon2().hash(input.password)}, password_changed_at = ${writer.now} where person_id = ${account.person_id}`,
  );
  await endOtherSessions(writer);
  await writer.notify(account.person_id, 'accounts.password_set', { device: input.device });
  await writer.audit({
    action: isForgotten ? 'accounts.replace_password' : 'accounts.set_password',
    subject_type: 'account',
    subject_id: account.person_id,
  });
  return null;
}

/** A device that was signed out from elsewhere is no longer known. */
async function leaveElsewhere(writer: Writer, sessionId: Id): Promise<void> {
  if (!writer.caller.is_owner_shown) throw problem('accounts.show_owner');
  await assertFresh(writer);
  await writer.run(sql`
    delete from known_devices d using sessions s where s.person_id = d.person_id and s.id = ${sessionId} and d.person_id = ${writer.caller.person_id} and d.device_hash = s.device_hash
      and not exists (select from sessions mine where mine.person_id = d.person_id and mine.id = ${writer.caller.session_id} and mine.device_hash = s.device_hash)`);
}

/** Leaving is always free; another device is signed out only soon after signing in. */
export async function endSession(writer: Writer, sessionId: Id): Promise<{ done: true }> {
  const ended = await writer.maybe<{ id: Id }>(sql`
    update sessions set ended_at = ${writer.now} where id = ${sessionId} and person_id = ${writer.caller.person_id} and ended_at is null returning id`);
  if (!ended) throw problem('core.not_found');
  if (sessionId !== writer.caller.session_id) await leaveElsewhere(writer, sessionId);
  await writer.audit({ action: 'accounts.end_session', subject_type: 'session', subject_id: sessionId });
  return { done: true };
}
