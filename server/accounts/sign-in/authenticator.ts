import { Secret, TOTP } from 'otpauth';
import { totpAnswer, totpStep, totpStepSeconds, type TotpStepsBefore } from '../../../domain/accounts/totp.ts';
import { refusalWhileLocked } from '../../../domain/accounts/sign-in.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { knowDevice } from './known-device.ts';
import { failuresOf, noteAttempt } from './limit-attempts.ts';
import { accountOfPerson, type AccountRow } from './open-account.ts';
import { assertFresh, endOtherSessions, liftSession, type NewSession } from './open-session.ts';

export function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: '青志', label, secret: Secret.fromBase32(secret), period: totpStepSeconds });
}

/** Null when the digits are right; the accepted step is spent. */
export async function checkDigits(
  writer: Writer,
  account: AccountRow,
  digits: string,
  before: TotpStepsBefore,
): Promise<Problem | null> {
  if (!account.totp_encrypted) return problem('accounts.totp_not_started');
  const totp = totpOf(writer.secrets.decrypt(account.totp_encrypted), '');
  const delta = totp.validate({ token: digits, timestamp: writer.now.getTime(), window: before });
  const answer = totpAnswer(delta, account.totp_last_step, writer.now, before);
  if (answer === 'used') return problem('accounts.totp_used', {}, 'digits');
  if (answer === 'wrong') return problem('accounts.totp_wrong', {}, 'digits');
  await writer.run(
    sql`update accounts set totp_last_step = ${totpStep(writer.now) + (delta ?? 0)} where person_id = ${account.person_id}`,
  );
  return null;
}

/** A secret not yet confirmed replaces an earlier unconfirmed one; a confirmed one is replaced only in a session that gave it. */
export async function startAuthenticator(writer: Writer): Promise<{ uri: string; secret: string }> {
  const account = await ownAccount(writer);
  if (account.totp_confirmed_at && !writer.caller.has_second_factor) throw problem('accounts.totp_needed');
  await assertFresh(writer);
  const secret = new Secret({ size: 20 }).base32;
  await writer.run(sql`
    update accounts set totp_encrypted = ${writer.secrets.encrypt(secret)}, totp_confirmed_at = null, totp_last_step = null where person_id = ${account.person_id}`);
  await writer.audit({
    action: 'accounts.start_authenticator',
    subject_type: 'account',
    subject_id: account.person_id,
  });
  return { uri: totpOf(secret, account.name ?? '').toString(), secret };
}

/** Confirms a new authenticator, or lifts this session to the second factor; both are the same six digits. */
export async function giveDigits(
  writer: Writer,
  digits: string,
  before: TotpStepsBefore,
): Promise<{ refused: Problem } | { refused: null; session: NewSession }> {
  const account = await ownAccount(writer);
  const subject = writer.secrets.index('totp', account.person_id);
  const locked = refusalWhileLocked(await failuresOf(writer, subject, writer.now), writer.now);
  if (locked) throw locked;
  const wrong = await checkDigits(writer, account, digits, before);
  await noteAttempt(writer, [subject], wrong ? 'wrong' : 'good');
  if (wrong) return { refused: wrong };
  await writer.audit({ action: 'accounts.second_factor', subject_type: 'account', subject_id: account.person_id });
  if (account.totp_confirmed_at === null) {
    await writer.run(sql`update accounts set totp_confirmed_at = ${writer.now} where person_id = ${account.person_id}`);
    await endOtherSessions(writer);
  }
  const session = await liftSession(writer);
  const held = await writer.one<{ device_hash: Buffer | null }>(
    sql`select device_hash from sessions where person_id = ${writer.caller.person_id} and id = ${writer.caller.session_id}`,
  );
  if (held.device_hash !== null) await knowDevice(writer, account.person_id, held.device_hash);
  return { refused: null, session };
}

export async function ownAccount(writer: Writer): Promise<AccountRow> {
  const account = await accountOfPerson(writer, writer.caller.person_id);
  if (!account) throw problem('core.signed_out');
  return account;
}
