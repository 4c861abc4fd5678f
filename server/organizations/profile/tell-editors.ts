import type { Id } from '../../../domain/id.ts';
import type { NoticeKind } from '../../../domain/notice-words.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** Those who keep this organisation's record hear at once of what is asked of it. Says how many they are. */
export async function tellEditors(
  writer: Writer,
  organization: { id: Id; name: string },
  kind: NoticeKind,
  params: { title: string; due: string },
  part = 'tasks',
): Promise<number> {
  const editors = await writer.all<{ person_id: Id }>(sql`
    select distinct g.person_id from role_grants g join roles r on r.id = g.role_id
    where g.organization_id = ${organization.id} and g.ended_at is null and g.activity_id is null and 'organizations.edit' = any(r.permissions)
      and g.valid_from <= ${businessDate(writer.now)} and coalesce(g.valid_until, 'infinity') >= ${businessDate(writer.now)} limit 50`);
  for (const editor of editors) {
    await writer.notify(
      editor.person_id,
      kind,
      { organization: organization.name, ...params },
      `/console/organizations?at=${organization.id}&part=${part}`,
    );
  }
  return editors.length;
}
