import type { Permission } from '../../../domain/access.ts';
import { refusalToConfirmGrant } from '../../../domain/accounts/roles.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { holdersNear } from '../../holders.ts';
import { waitingPermissions } from '../../http/counted-permissions.ts';
import { grantHolder } from './grant-holder.ts';
import { assertTwoPeople, whoBroughtIn } from '../../two-people.ts';

type GrantRow = {
  id: Id;
  person_id: Id;
  granted_by: Id | null;
  path: string;
  is_below: boolean;
  valid_from: BusinessDate;
  valid_until: BusinessDate | null;
  ended_at: Date | null;
  role_zh: string;
  waits: Permission[];
};

/** The second administrator's yes: from then on the approving permissions of this grant count too. */
export async function confirmGrant(writer: Writer, input: { grant_id: Id }): Promise<{ done: true }> {
  const holder = await grantHolder(writer, input.grant_id);
  const grant = await writer.maybe<GrantRow>(sql`
    select g.id, g.person_id, g.granted_by, o.path, g.is_below, g.valid_from::text, g.valid_until::text, g.ended_at, r.name_zh as role_zh, ${waitingPermissions} as waits
    from role_grants g join organizations o on o.id = g.organization_id join roles r on r.id = g.role_id where g.person_id = ${holder} and g.id = ${input.grant_id} for update of g`);
  if (!grant) throw problem('core.not_found');
  writer.caller.require('accounts.grant', { path: grant.path }, 'organizations.read');
  if (grant.ended_at) throw problem('accounts.grant_ended');
  if (grant.waits.length === 0) throw problem('accounts.grant_counts');
  const me = writer.caller.person_id;
  const refused = refusalToConfirmGrant(
    writer.caller,
    { ...grant, permissions: grant.waits, below: grant.is_below },
    businessDate(writer.now),
  );
  if (refused) throw refused;
  if (grant.granted_by !== null) await assertTwoPeople(writer, grant.granted_by, me);
  if ((await whoBroughtIn(writer, me, [grant.person_id])).length > 0) throw problem('core.two_people');
  await writer.run(
    sql`update role_grants set confirmed_permissions = confirmed_permissions || ${grant.waits} where person_id = ${holder} and id = ${grant.id}`,
  );
  await writer.run(sql`
    insert into grant_confirmations (person_id, id, grant_id, permissions, confirmed_by, confirmed_at) values (${holder}, ${writer.newId()}, ${grant.id}, ${grant.waits}, ${me}, ${writer.now})`);
  await writer.notify(grant.person_id, 'accounts.grant_confirmed', { role: grant.role_zh });
  await writer.audit({
    action: 'accounts.confirm_grant',
    subject_type: 'role_grant',
    subject_id: grant.id,
    organization_path: grant.path,
    permission: 'accounts.grant',
    after: { person_id: grant.person_id, role: grant.role_zh, permissions: grant.waits },
  });
  return { done: true };
}

/** Who may say the second yes hears of it, and the superior as well: nobody gets an approving role in silence. */
export async function tellOfApprovingGrant(
  writer: Writer,
  grant: { person_id: Id; role: string; path: string },
): Promise<void> {
  const { name } = await writer.one<{ name: string }>(
    sql`select name_zh as name from organizations where path = ${grant.path}`,
  );
  const near = await holdersNear(writer, 'accounts.grant', grant.path, 'at');
  const told = new Set([...near, ...(await holdersNear(writer, 'accounts.grant', grant.path, 'above'))]);
  await writer.notify(
    [...told].filter((person) => person !== grant.person_id && person !== writer.actor?.person_id),
    'accounts.grant_waits',
    { organization: name, role: grant.role },
  );
}
