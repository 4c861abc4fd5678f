/** What the operator does at the command line for somebody whose phone or authenticator is lost, or after an attack. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { accountOfPhone } from '../sign-in/open-account.ts';

type Named = {
  readonly person_id: Id;
  /** How many administrators the operator has named by now. */ readonly standing: number;
};

/** The operator names two administrators, and a third only in place of one whose grant has ended. */
export async function nameAdministrator(
  writer: Writer,
  phone: string,
  begin: (index: Buffer) => Promise<Id>,
): Promise<Named> {
  const index = writer.secrets.index('phone', phone);
  const known = await writer.maybe<{ person_id: Id }>(
    sql`select person_id from identity_keys where kind = 'sign_in_phone' and index = ${index}`,
  );
  const role = sql`r.ready_role = 'administrator' and o.kind = 'nation'`;
  const standing = await writer.all<{ person_id: Id }>(sql`
    select distinct g.person_id from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where ${role} and g.ended_at is null and g.granted_by is null`);
  if (standing.some((one) => one.person_id === known?.person_id))
    return { person_id: known?.person_id ?? '', standing: standing.length };
  if (standing.length >= 2) throw problem('accounts.two_administrators');
  const person = known?.person_id ?? (await begin(index));
  await writer.run(
    sql`insert into accounts (person_id, is_staff, created_at) values (${person}, true, ${writer.now}) on conflict (person_id) do update set is_staff = true`,
  );
  await writer.run(
    sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${index}, ${person}) on conflict do nothing`,
  );
  const granted = await writer.maybe<{ id: Id }>(sql`
    insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at)
    select ${writer.newId()}, ${person}, r.id, o.id, true, ${businessDate(writer.now)}, ${writer.now} from roles r, organizations o where ${role} returning id`);
  await writer.audit({
    action: 'accounts.first_administrator',
    subject_type: 'person',
    subject_id: person,
    after: { grant_id: granted?.id ?? null },
  });
  return { person_id: person, standing: standing.length + 1 };
}

/** Ends the sessions of one phone's owner, or of everybody; how many ended. */
export async function endSessionsOf(writer: Writer, whose: { phone: string } | 'everybody'): Promise<number> {
  const account =
    whose === 'everybody' ? null : await accountOfPhone(writer, writer.secrets.index('phone', whose.phone));
  if (account === undefined) throw problem('core.not_found');
  // those that ran out are ended too: their devices still hold the board of the day
  const ended = await writer.all<{ lived: boolean }>(sql`
    update sessions set ended_at = ${writer.now} where ended_at is null ${account === null ? sql.empty : sql`and person_id = ${account.person_id}`}
    returning expires_at > ${writer.now} as lived`);
  await writer.run(
    sql`delete from known_devices ${account === null ? sql.empty : sql`where person_id = ${account.person_id}`}`,
  );
  const living = ended.filter((session) => session.lived).length;
  await writer.audit({
    action: 'accounts.end_all_sessions',
    subject_type: 'account',
    subject_id: account?.person_id ?? 'everybody',
    after: { sessions: living },
  });
  return living;
}

/** Takes a lost authenticator away: its roles stay shut until the owner, whom the operator has seen, adds another. */
export async function takeAuthenticator(writer: Writer, phone: string): Promise<void> {
  const account = await accountOfPhone(writer, writer.secrets.index('phone', phone));
  if (account === undefined) throw problem('core.not_found');
  await writer.run(
    sql`update accounts set totp_encrypted = null, totp_confirmed_at = null, totp_last_step = null where person_id = ${account.person_id}`,
  );
  await writer.audit({ action: 'accounts.take_authenticator', subject_type: 'account', subject_id: account.person_id });
  await endSessionsOf(writer, { phone });
}
