import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

const onSitePermissions = ['projects.read', 'projects.roster', 'records.check_in', 'records.confirm'];

/** The role that every installation offers to whoever leads one activity on site; made on first use. */
export async function onSiteRole(writer: Writer): Promise<Id> {
  const role = await writer.maybe<{ id: Id }>(sql`
    select id from roles where organization_id is null and retired_at is null and permissions = ${onSitePermissions}::text[] limit 1`);
  if (role !== undefined) return role.id;
  const id = writer.newId();
  await writer.run(sql`
    insert into roles (id, organization_id, name_zh, name_en, permissions, created_at) values (${id}, null, '活动负责人', 'activity leader', ${onSitePermissions}, ${writer.now})`);
  return id;
}
