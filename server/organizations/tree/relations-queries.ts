/** Whom an organisation works with, by name: what its page shows beside its own record. */
import type { Id } from '../../../domain/id.ts';
import { centreDutyNames } from '../../../domain/organizations/tasks.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { loadReadable, type OrganizationRow } from './load-organization.ts';

type Named = { id: Id; name_zh: string };
type Work = { title: string; occurred_on: string };

const held = (day: BusinessDate): Sql => sql`f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}`;

export async function relations(reader: Reader, actor: Actor, organizationId: Id, now: Date) {
  const organization = await loadReadable(reader, actor, organizationId);
  const today = businessDate(now);
  const yearBegins = `${today.slice(0, 4)}-01-01`;
  return {
    leader: (await leaders(reader, [organization.id], today)).get(organization.id) ?? null,
    branches: await branches(reader, organization, today),
    groups: await reader.all<Named>(sql`
      select g.id, g.name_zh from organization_attributes f join organizations g on g.id = f.organization_id
      where f.kind = 'group_member' and f.body ->> 'organization_id' = ${organization.id} and ${held(today)} and g.dissolved_on is null order by g.name_zh`),
    paired_by: await reader.all<Named & { plan: string; since: string }>(sql`
      select o.id, o.name_zh, f.body ->> 'plan' as plan, f.valid_from as since from organization_attributes f join organizations o on o.id = f.organization_id
      where f.kind = 'pairing' and f.item = ${organization.id} and ${held(today)} and o.dissolved_on is null order by f.valid_from`),
    carried: await reader.all<{ organization_id: Id; organization_name: string; project: string }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, f.item as project from organization_attributes f join organizations o on o.id = f.organization_id
      where f.kind = 'carrier' and f.body ->> 'branch_id' = ${organization.id} and ${held(today)} order by f.item`),
    trainings: await works(
      reader,
      organization.id,
      sql`k.kind = 'training_held' and k.occurred_on between ${yearBegins} and ${today}`,
    ),
    stations: await reader.all<Named & { founded_on: string }>(sql`
      select o.id, o.name_zh, o.founded_on from organizations o
      where o.path like ${`${organization.path}%`} and o.kind = 'station' and o.founded_on between ${yearBegins} and ${today} and o.dissolved_on is null
      order by o.founded_on desc, o.name_zh limit 200`),
    duties: organization.kind === 'action_centre' ? await duties(reader, organization.id) : [],
  };
}

async function leaders(
  reader: Reader,
  ids: readonly Id[],
  day: BusinessDate,
): Promise<Map<Id, { name: string; post: string }>> {
  const rows = await reader.all<{ organization_id: Id; name: string; post: string }>(sql`
    select f.organization_id, f.body ->> 'name' as name, f.body ->> 'post' as post from organization_attributes f
    where f.kind = 'leader' and f.organization_id = any(${ids}::uuid[]) and ${held(day)}`);
  return new Map(rows.map(({ organization_id, ...leader }) => [organization_id, leader]));
}

async function branches(reader: Reader, organization: OrganizationRow, day: BusinessDate) {
  const below = await reader.all<Named>(sql`
    select id, name_zh from organizations where parent_id = ${organization.id} and kind in ('league_committee', 'league_branch') and dissolved_on is null order by ordinal`);
  const led = await leaders(
    reader,
    below.map((one) => one.id),
    day,
  );
  return below.map((one) => ({ ...one, leader: led.get(one.id)?.name ?? null }));
}

function works(reader: Reader, organizationId: Id, where: Sql): Promise<Work[]> {
  return reader.all<Work>(sql`
    select k.title, k.occurred_on from organization_tasks k where k.organization_id = ${organizationId} and k.occurred_on is not null and ${where} order by k.occurred_on desc limit 200`);
}

/** P11: all four duties stand there, also the one under which nothing was done. */
async function duties(reader: Reader, organizationId: Id) {
  const rows = await reader.all<Work & { duty: string }>(sql`
    select k.title, k.occurred_on, k.body ->> 'duty' as duty from organization_tasks k
    where k.organization_id = ${organizationId} and k.kind = 'duty_work' and k.occurred_on is not null order by k.occurred_on desc limit 400`);
  return centreDutyNames.map((duty) => ({
    duty,
    works: rows.filter((row) => row.duty === duty).map(({ title, occurred_on }) => ({ title, occurred_on })),
  }));
}
