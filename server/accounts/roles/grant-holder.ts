import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** An address names a grant alone; its row lies with whoever holds it, or held it last. */
export async function grantHolder(writer: Writer, grantId: Id): Promise<Id> {
  const grant = await writer.maybe<{ person_id: Id }>(
    sql`select person_id from role_grants where id = ${grantId} order by ended_at desc nulls first limit 1`,
  );
  if (!grant) throw problem('core.not_found');
  return grant.person_id;
}

/** Roles are written anew beside the person who stays, with the yeses to them; where they were they have ended. */
export async function moveGrants(writer: Writer, from: Id, to: Id): Promise<void> {
  await writer.run(sql`
    insert into role_grants (person_id, id, role_id, organization_id, is_below, activity_id, valid_from, valid_until, granted_by, granted_at, ended_at, ended_by, end_reason, confirmed_permissions)
    select ${to}, id, role_id, organization_id, is_below, activity_id, valid_from, valid_until, granted_by, granted_at, ended_at, ended_by, end_reason, confirmed_permissions
    from role_grants where person_id = ${from}`);
  await writer.run(sql`
    insert into grant_confirmations (person_id, id, grant_id, permissions, confirmed_by, confirmed_at)
    select ${to}, id, grant_id, permissions, confirmed_by, confirmed_at from grant_confirmations where person_id = ${from}`);
  await writer.run(sql`
    update role_grants set ended_at = ${writer.now}, ended_by = ${writer.actor?.person_id ?? null}, end_reason = '并入另一注册' where person_id = ${from} and ended_at is null`);
}
