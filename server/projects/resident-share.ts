import type { Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { atOrBelow } from '../db/tree.ts';
import type { Actor } from '../http/actor.ts';
import { loadOrganization } from '../organizations/tree/load-organization.ts';
import { spanOf, type Span } from '../volunteers/roster/report-queries.ts';

/** S03: participants are people who held a seat in an activity here; residents among them live in one of the compounds below. */
export async function residentShare(reader: Reader, actor: Actor, query: Span & { organization_id: Id }, now: Date) {
  const organization = await loadOrganization(reader, query.organization_id);
  actor.require('volunteers.read', { path: organization.path }, 'volunteers.read');
  const span = spanOf(query, now);
  const participants = sql`
    select distinct s.volunteer_id from sign_ups s
    where ${atOrBelow(sql`s.organization_path`, organization.path)} and s.place = 'seat' and s.ended_at is null and ${span.inside(sql`s.shift_starts_at`)}`;
  const totals = await reader.one<{ participants: number; residents: number }>(sql`
    with participants as (${participants})
    select count(*)::int as participants, count(*) filter (where v.compound_id is not null)::int as residents from participants p join volunteers v on v.id = p.volunteer_id`);
  const compounds = await reader.all<{ id: Id; name: string; registered: number; participants: number }>(sql`
    with participants as materialized (${participants})
    select o.id, o.name_zh as name, count(*)::int as registered, count(p.volunteer_id)::int as participants
    from volunteers v join organizations o on o.id = v.compound_id left join participants p on p.volunteer_id = v.id
    where v.withdrawn_at is null and (${atOrBelow(sql`o.path`, organization.path)} or ${atOrBelow(sql`v.organization_path`, organization.path)})
    group by o.id, o.name_zh order by count(*) desc, o.name_zh`);
  return { organization_name: organization.name, from: span.from, until: span.until, ...totals, compounds };
}
