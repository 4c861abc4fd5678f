/** Views of lists that somebody keeps: filters and order under a name. They are the person's alone. */
import { newId, type Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';

/** Of one list: more are no longer found by looking. */
const viewsAtMost = 20;

export async function savedViews(reader: Reader, personId: Id, list: string) {
  return {
    rows: await reader.all<{ id: Id; name: string; query: string }>(
      sql`select id, name, query from saved_views where person_id = ${personId} and list = ${list} order by name collate "zh-x-icu"`,
    ),
  };
}

export async function saveView(
  writer: Writer,
  view: { list: string; name: string; query: string },
): Promise<{ id: Id }> {
  const person = writer.caller.person_id;
  await writer.run(sql`select from persons where id = ${person} for update`); // counted one after the other
  const { id } = await writer.one<{ id: Id }>(sql`
    insert into saved_views (person_id, id, list, name, query, saved_at) values (${person}, ${newId(writer.now)}, ${view.list}, ${view.name}, ${view.query}, ${writer.now})
    on conflict (person_id, list, name) do update set query = excluded.query, saved_at = excluded.saved_at returning id`);
  const { count } = await writer.one<{ count: number }>(
    sql`select count(*)::int as count from saved_views where person_id = ${person} and list = ${view.list}`,
  );
  if (count > viewsAtMost) throw problem('accounts.too_many_views', { most: String(viewsAtMost) });
  await writer.audit({ action: 'accounts.save_view', subject_type: 'saved_view', subject_id: id, after: view });
  return { id };
}

export async function dropView(writer: Writer, viewId: Id): Promise<{ done: true }> {
  const dropped = await writer.maybe<{ list: string; name: string; query: string }>(
    sql`delete from saved_views where person_id = ${writer.caller.person_id} and id = ${viewId} returning list, name, query`,
  );
  if (dropped === undefined) throw problem('core.not_found');
  await writer.audit({ action: 'accounts.drop_view', subject_type: 'saved_view', subject_id: viewId, before: dropped });
  return { done: true };
}
