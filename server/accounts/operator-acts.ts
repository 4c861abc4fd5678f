/** What the operator does at the command line for somebody whose phone or authenticator is lost, or after an attack. */
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { accountOfPhone } from './open-account.ts';

/** Ends the sessions of one phone's owner, or of everybody; how many ended. */
export async function endSessionsOf(writer: Writer, phone: string | 'everybody'): Promise<number> {
  const account = phone === 'everybody' ? null : await accountOfPhone(writer, writer.secrets.index('phone', phone));
  if (account === undefined) throw problem('core.not_found');
  const ended = await writer.all<{ id: string }>(sql`
    update sessions set ended_at = ${writer.now} where ended_at is null and expires_at > ${writer.now} ${account === null ? sql.empty : sql`and person_id = ${account.person_id}`} returning id`);
  await writer.audit({ action: 'accounts.end_all_sessions', subject_type: 'account', subject_id: account?.id ?? 'everybody', after: { sessions: ended.length } });
  return ended.length;
}

/** Takes a lost authenticator away: its roles stay shut until the owner, whom the operator has seen, adds another. */
export async function takeAuthenticator(writer: Writer, phone: string): Promise<void> {
  const account = await accountOfPhone(writer, writer.secrets.index('phone', phone));
  if (account === undefined) throw problem('core.not_found');
  await writer.run(sql`update accounts set totp_encrypted = null, totp_confirmed_at = null, totp_last_step = null where id = ${account.id}`);
  await writer.audit({ action: 'accounts.take_authenticator', subject_type: 'account', subject_id: account.id });
  await endSessionsOf(writer, phone);
}
