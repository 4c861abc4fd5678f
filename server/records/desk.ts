import type { Id } from '../../domain/id.ts';
import { businessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { within } from '../db/tree.ts';
import type { Actor } from '../http/actor.ts';
import { closedByOwn } from '../organizations/profile/task-deadlines.ts';
import { notSecondTo } from '../two-people.ts';
import { personBehind } from '../volunteers/registrations.ts';
import { proposalsForMe } from './proposals/proposal-list.ts';
import { ownAmong } from './service/refuse-own.ts';

const countedAtMost = 500;

/** What waits for this person at a desk and is nobody's list yet: counted for whoever may act, and for nobody else. */
export async function deskOf(reader: Reader, actor: Actor, now: Date) {
  const [proposals, long, co_host_invitations, tasks, labels_to_confirm] = await Promise.all([
    proposalsForMe(reader, actor, now),
    longRecords(reader, actor),
    coHostInvitations(reader, actor),
    tasksOf(reader, actor, now),
    labelsToConfirm(reader, actor),
  ]);
  return { ...proposals, ...long, co_host_invitations, tasks, labels_to_confirm };
}

/** S16: brand labels of the own teams; nobody confirms an own one. */
async function labelsToConfirm(reader: Reader, actor: Actor): Promise<number> {
  if (!actor.holds('volunteers.edit')) return 0;
  const { count } = await reader.one<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from memberships m join organizations o on o.id = m.organization_id join volunteers v on v.id = m.volunteer_id and v.withdrawn_at is null
      where m.left_on is null and m.label is not null and m.confirmed_at is null and m.volunteer_id <> ${actor.person_id} and ${within(sql`o.path`, actor.scope('volunteers.edit'))}
      limit ${countedAtMost}) waiting`);
  return count;
}

/** Records over a daily limit wait one level up or for the province; the own and those that one recorded are another's to decide. */
async function longRecords(reader: Reader, actor: Actor): Promise<{ long_days: number; very_long_days: number }> {
  if (!actor.holds('records.approve')) return { long_days: 0, very_long_days: 0 };
  const rows = await reader.all<{ state: string; recorded_by: Id; person_id: Id }>(sql`
    select w.state, w.recorded_by, w.person_id from (
      select r.state, r.recorded_by, ${personBehind(sql`r.volunteer_id`)} as person_id,
        case r.level when 'province' then coalesce(
          (select u.path from organizations u where u.level = 'province' and o.path like u.path || '%' order by length(u.path) desc limit 1), '/' || split_part(o.path, '/', 2) || '/')
          else coalesce(nullif(regexp_replace(o.path, '[0-9]+/$', ''), '/'), o.path) end as approving_path
      from service_records r join organizations o on o.id = r.organization_id where r.state in ('awaiting_parent', 'awaiting_province')) w
    where ${within(sql`w.approving_path`, actor.scope('records.approve'))} limit ${countedAtMost}`);
  const [near, own] = [
    await notSecondTo(
      reader,
      actor.person_id,
      rows.map((row) => row.recorded_by),
    ),
    await ownAmong(
      reader,
      actor.person_id,
      rows.map((row) => row.person_id),
    ),
  ];
  const mine = rows.filter(
    (row) => row.recorded_by !== actor.person_id && !near.has(row.recorded_by) && !own.includes(row.person_id),
  );
  return {
    long_days: mine.filter((row) => row.state === 'awaiting_parent').length,
    very_long_days: mine.filter((row) => row.state === 'awaiting_province').length,
  };
}

/** Activities of others that ask an organisation of mine to host together (P74). */
async function coHostInvitations(reader: Reader, actor: Actor): Promise<{ activity_id: Id; title: string }[]> {
  return reader.all(sql`
    select distinct a.id as activity_id, a.title from activity_co_hosts h join organizations o on o.id = h.organization_id join activities a on a.id = h.activity_id
    where h.answer is null and a.cancelled_at is null and ${within(sql`o.path`, actor.scope('projects.publish'))} order by a.title limit 50`);
}

/** Instructions, surveys and other matters of the very organisations that gave the person a role: what lies below is theirs. */
async function tasksOf(
  reader: Reader,
  actor: Actor,
  now: Date,
): Promise<{ organization_id: Id; organization_name: string; open: number; overdue: number }[]> {
  const at = actor.grants
    .filter((grant) => grant.activity_id === null && actor.may('organizations.edit', { path: grant.path }))
    .map((grant) => grant.organization_id);
  return reader.all(sql`
    select o.id as organization_id, o.name_zh as organization_name, count(*)::int as open, count(*) filter (where k.due_on < ${businessDate(now)}::date)::int as overdue
    from organization_tasks k join organizations o on o.id = k.organization_id
    where k.closed_on is null and k.organization_id = any(${at}::uuid[]) and k.kind = any(${closedByOwn}::text[]) and o.dissolved_on is null
    group by o.id order by o.name_zh`);
}
