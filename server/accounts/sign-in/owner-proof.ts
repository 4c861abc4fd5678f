import {
  waysToShowOwner,
  documentTailLength,
  refusalOfOwnerTry,
  type OwnerWay,
} from '../../../domain/accounts/owner-proof.ts';
import { refusalWhileLocked } from '../../../domain/accounts/sign-in.ts';
import type { TotpStepsBefore } from '../../../domain/accounts/totp.ts';
import { plain } from '../../../domain/files/characters.ts';
import type { Id } from '../../../domain/id.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { lazyRequire } from '../../lazy-require.ts';
import { checkDigits, ownAccount } from './authenticator.ts';
import { knowDevice } from './known-device.ts';
import { failuresOf, noteAttempt } from './limit-attempts.ts';
import type { AccountRow } from './open-account.ts';
import { liftSession, type NewSession } from './open-session.ts';

const argon2 = lazyRequire<typeof import('@node-rs/argon2')>('@node-rs/argon2');

/** What this account's owner could show; empty where nothing personal is held. */
export async function ownerWaysOf(reader: Reader, person: Id): Promise<readonly OwnerWay[]> {
  const inputs = await reader.maybe<Parameters<typeof waysToShowOwner>[0]>(sql`
    select p.name is not null as is_named, p.document_encrypted is not null as has_document, p.birth_date is not null as has_birth_date,
      a.password_hash is not null as has_password, a.totp_confirmed_at is not null as has_authenticator
    from persons p join accounts a on a.person_id = p.id where p.id = ${person}`);
  return inputs === undefined ? [] : waysToShowOwner(inputs);
}

type Try = { readonly way: OwnerWay; readonly value: string; readonly totp_steps_before: TotpStepsBefore };

/** A wrong try is kept, so it is answered: the same words whichever way, and for one that this account does not have. */
export async function showOwner(
  writer: Writer,
  input: Try,
): Promise<{ refused: Problem } | { refused: null; session: NewSession }> {
  const account = await ownAccount(writer);
  if (writer.caller.is_owner_shown) throw problem('accounts.owner_shown');
  const subject = writer.secrets.index('owner', account.person_id);
  const failures = await failuresOf(writer, subject, writer.now);
  const refused = refusalOfOwnerTry(failures) ?? refusalWhileLocked(failures, writer.now);
  if (refused) throw refused;
  const isRight =
    (await ownerWaysOf(writer, account.person_id)).includes(input.way) && (await matches(writer, account, input));
  await noteAttempt(writer, [subject], isRight ? 'good' : 'wrong');
  if (!isRight) return { refused: problem('accounts.owner_wrong', {}, 'value') };
  await writer.audit({
    action: 'accounts.show_owner',
    subject_type: 'account',
    subject_id: account.person_id,
    after: { way: input.way },
  });
  const session = await liftSession(writer, { has_second_factor: input.way === 'authenticator' });
  await knowThisDevice(writer);
  return { refused: null, session };
}

export async function knowThisDevice(writer: Writer): Promise<void> {
  const held = await writer.one<{ device_hash: Buffer | null }>(
    sql`select device_hash from sessions where person_id = ${writer.caller.person_id} and id = ${writer.caller.session_id}`,
  );
  if (held.device_hash !== null) await knowDevice(writer, writer.caller.person_id, held.device_hash);
}

async function matches(writer: Writer, account: AccountRow, { way, value, totp_steps_before }: Try): Promise<boolean> {
  if (way === 'password')
    return (
      account.password_hash !== null &&
      (await argon2()
        .verify(account.password_hash, value)
        .catch(() => false))
    );
  if (way === 'authenticator') return (await checkDigits(writer, account, value.trim(), totp_steps_before)) === null;
  const row = await writer.one<{ document_encrypted: Buffer | null; birth_date: string | null }>(sql`
    select document_encrypted, birth_date::text from persons where id = ${account.person_id}`);
  if (way === 'birth_date') return row.birth_date === value.trim();
  const tail = plain(value)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return (
    row.document_encrypted !== null &&
    tail.length === documentTailLength &&
    writer.secrets.decrypt(row.document_encrypted).endsWith(tail)
  );
}

/** From a device that is known: that other one is mine too. */
export async function confirmOwnSession(writer: Writer, sessionId: Id): Promise<{ done: true }> {
  const row = await writer.maybe<{ device_hash: Buffer | null }>(sql`
    update sessions set is_owner_shown = true where id = ${sessionId} and person_id = ${writer.caller.person_id} and ended_at is null and not is_owner_shown returning device_hash`);
  if (!row) throw problem('core.not_found');
  if (row.device_hash !== null) await knowDevice(writer, writer.caller.person_id, row.device_hash);
  await writer.audit({
    action: 'accounts.show_owner',
    subject_type: 'session',
    subject_id: sessionId,
    after: { way: 'known_device' },
  });
  return { done: true };
}
