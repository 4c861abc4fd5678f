import type { Id } from '../../../domain/id.ts';
import { withNames } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { loadReadable } from '../tree/load-organization.ts';

type Decision = {
  id: Id;
  decided_on: string;
  reason: string;
  decided_by: Id | null;
  decided_at: Date;
  candidates: { id: Id; name_zh: string; is_chosen: boolean }[];
};

/** G54 G69: every decision of one level on its library, newest first; the first one is what stands. Names are those of the day of the decision. */
export async function selectionsOf(reader: Reader, actor: Actor, organizationId: Id) {
  const body = await loadReadable(reader, actor, organizationId);
  const rows = await reader.all<Decision>(sql`
    select s.id, s.decided_on, s.reason, s.decided_by, s.decided_at,
      coalesce((select json_agg(json_build_object('id', o.id, 'name_zh', coalesce(v.name_zh, o.name_zh), 'is_chosen', o.id = any(s.chosen_ids)) order by o.id = any(s.chosen_ids) desc, o.path)
        from organizations o left join organization_versions v on v.organization_id = o.id and v.valid_from <= s.decided_on and coalesce(v.valid_until, 'infinity') >= s.decided_on
        where o.id = any(s.candidate_ids)), '[]') as candidates
    from organization_selections s
    where s.organization_id = ${body.id} and s.library = 'demonstration' order by s.decided_on desc, s.decided_at desc limit 100`);
  return {
    organization_name: body.name,
    rows: await withNames(reader, rows, ['decided_by']),
    can: { decide: body.dissolved_on === null && actor.may('organizations.manage', { path: body.path }) },
  };
}
