/** From an empty installation to the first confirmed hour: what has been done within the caller's places, and what the caller may do next. */
import type { Permission } from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import { dayMs } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { within } from '../db/tree.ts';
import type { Actor } from '../http/actor.ts';

type Done = { team: boolean; activity: boolean; volunteer: boolean; check_in: boolean };
type Step = { step: keyof Done | 'confirm'; is_done: boolean; can: { take: boolean } };

/** Whoever works nowhere, and whose places have an hour already, needs no way. */
export async function firstStepsOf(reader: Reader, actor: Actor, now: Date) {
  const none = { steps: [] as Step[], team: null, shift: null };
  const works = (['organizations.manage', 'projects.publish', 'records.check_in'] as const).find((permission) =>
    actor.holds(permission),
  );
  if (works === undefined) return none;
  const here = (column: Sql): Sql => within(column, actor.scope(works));
  const { has_hours } = await reader.one<{ has_hours: boolean }>(sql`
    select exists (select from service_records r where r.state = 'confirmed' and ${here(sql`r.organization_path`)}) as has_hours`);
  if (has_hours) return none;
  const isAny = async (rows: Sql): Promise<boolean> =>
    (await reader.one<{ found: boolean }>(sql`select exists (${rows}) as found`)).found;
  const [isTeam, isActivity, isVolunteer, isCheckIn] = await Promise.all([
    isAny(sql`select from organizations o join role_grants g on g.organization_id = o.id and g.ended_at is null
        where o.kind = 'team' and o.dissolved_on is null and ${here(sql`o.path`)}`),
    isAny(
      sql`select from activities a where a.published_at is not null and a.cancelled_at is null and ${here(sql`a.organization_path`)}`,
    ),
    isAny(
      sql`select from volunteers v where v.withdrawn_at is null and v.id <> ${actor.person_id} and ${here(sql`v.organization_path`)}`,
    ),
    isAny(
      sql`select from attendances t where t.state in ('checked_in', 'checked_out') and ${here(sql`t.organization_path`)}`,
    ),
  ]);
  const done: Done = { team: isTeam, activity: isActivity, volunteer: isVolunteer, check_in: isCheckIn };
  const [team, shift] = await Promise.all([
    reader.maybe<{ id: Id; name: string }>(sql`
      select o.id, o.name_zh as name from organizations o where o.kind = 'team' and o.dissolved_on is null and ${here(sql`o.path`)} order by o.created_at limit 1`),
    reader.maybe<{ id: Id; activity_title: string; starts_at: Date }>(sql`
      select s.id, a.title as activity_title, s.starts_at from shifts s join activities a on a.id = s.activity_id
      where a.published_at is not null and a.cancelled_at is null and s.cancelled_at is null and s.ends_at > ${new Date(now.getTime() - dayMs)} and ${here(sql`a.organization_path`)}
      order by s.starts_at limit 1`),
  ]);
  const holds = (...permissions: Permission[]): boolean => permissions.every((permission) => actor.holds(permission));
  const step = (name: Step['step'], is_done: boolean, take: boolean): Step => ({ step: name, is_done, can: { take } });
  return {
    team: team ?? null,
    shift: shift ?? null,
    steps: [
      step('team', done.team, holds('organizations.manage', 'accounts.grant')),
      step('activity', done.activity, team !== undefined && holds('projects.write', 'projects.publish')),
      step('volunteer', done.volunteer, team !== undefined && holds('volunteers.register')),
      step('check_in', done.check_in, shift !== undefined && holds('records.check_in')),
      step('confirm', false, done.check_in && holds('records.confirm')),
    ],
  };
}
