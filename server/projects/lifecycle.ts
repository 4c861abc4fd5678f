import type { Id } from '../../domain/id.ts';
import { countNamed, countRows, greatestDay } from '../db/count-found.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import type { LaterNouns } from '../later-nouns.ts';
import { becomes, ends, follows, ofOrganization, retains, stays, type Leaving, type Lifecycle } from '../lifecycle.ts';
import { dataPlacesOfActivities } from './answers.ts';
import { callOff } from './activities/cancel-activity.ts';
import { lockActivity } from './load-activity.ts';
import { personLines } from './sign-ups/person-lines.ts';

const unfinished = (id: Id, now: Date): Sql =>
  sql`a.organization_id = ${id} and a.cancelled_at is null and a.ends_at > ${now}`;
async function unfinishedOf(reader: Reader, id: Id, now: Date): Promise<Id[]> {
  const rows = await reader.all<{ id: Id }>(
    sql`select a.id from activities a where ${unfinished(id, now)} order by a.id`,
  );
  return rows.map((row) => row.id);
}
const running = (id: Id): Sql => sql`p.organization_id = ${id} and p.closed_at is null`;

/** The heir goes on with them, or they end and everybody is told. */
async function settleWork(writer: Writer, leaving: Leaving, later: Pick<LaterNouns, 'whoCame'>): Promise<void> {
  const { organization, heir, answers, by } = leaving;
  const found = await unfinishedOf(writer, organization.id, writer.now);
  // over by now, but held after the organisation had ended: nobody cancels it any more, the heir answers for it
  const held = leaving.since < writer.now ? await unfinishedOf(writer, organization.id, leaving.since) : [];
  await handOverActivities(
    writer,
    held.filter((id) => !found.includes(id)),
    heir,
  );
  if (answers.work === 'cancel') {
    for (const id of found) {
      await callOff(writer, later, {
        activity: await lockActivity(writer, id),
        reason: answers.message?.trim() || `${organization.name}撤销`,
        permission: 'organizations.manage',
        by,
      });
    }
    await endProjects(writer, leaving);
  } else {
    await handOverActivities(writer, found, heir);
    await writer.run(
      sql`update projects p set organization_id = ${heir.id}, organization_path = ${heir.path} where ${running(organization.id)}`,
    );
  }
}

/** The activity with its sign-ups; who leads it on site stays. */
export async function handOverActivities(
  writer: Writer,
  ids: readonly Id[],
  heir: { id: Id; path: string },
): Promise<void> {
  if (ids.length === 0) return;
  for (const id of ids) await lockActivity(writer, id);
  await writer.run(
    sql`update activities set organization_id = ${heir.id}, organization_path = ${heir.path}, sequence = sequence + 1 where id = any(${ids}::uuid[])`,
  );
  await writer.run(sql`update sign_ups set organization_path = ${heir.path} where activity_id = any(${ids}::uuid[])`);
}

async function endProjects(writer: Writer, { organization, heir, by }: Leaving): Promise<void> {
  await writer.run(sql`
    insert into project_closings (project_id, id, summary, closed_by, closed_at)
    select p.id, new_id(${writer.now}), ${`${organization.name}撤销，项目终止`}, ${by}, ${writer.now} from projects p where ${running(organization.id)}`);
  // closed with their organisation, and kept where somebody can still answer for them
  await writer.run(sql`
    update projects p set closed_at = ${writer.now}, organization_id = ${heir.id}, organization_path = ${heir.path} where ${running(organization.id)}`);
}

/** As one of several hosts, or as a partner of others: the heir takes its place where it goes on, or it leaves. */
async function leaveTogether(writer: Writer, { organization, heir, answers, by }: Leaving): Promise<void> {
  const others = sql`
    h.organization_id = ${organization.id} and exists (select from activities a where a.id = h.activity_id and a.ends_at > ${writer.now} and a.cancelled_at is null)`;
  if (answers.work !== 'cancel') {
    await writer.run(sql`
      update activity_co_hosts h set organization_id = ${heir.id} where ${others} and answer is distinct from 'declined'
        and not exists (select from activity_co_hosts t where t.activity_id = h.activity_id and t.organization_id = ${heir.id})
        and not exists (select from activities a where a.id = h.activity_id and a.organization_id = ${heir.id})`);
    await writer.run(sql`
      insert into project_partners (project_id, id, organization_id, name, contribution, linked_by, linked_at)
      select project_id, new_id(${writer.now}), ${heir.id}, ${heir.name}, contribution, ${by}, ${writer.now} from project_partners r
      where organization_id = ${organization.id} and ended_at is null
        and not exists (select from project_partners t where t.project_id = r.project_id and t.organization_id = ${heir.id} and t.ended_at is null)`);
  }
  await writer.run(sql`
    update activity_co_hosts h set answer = 'declined', answered_by = ${by}, answered_at = ${writer.now} where ${others}`);
  await writer.run(
    sql`update project_partners set ended_at = ${writer.now} where organization_id = ${organization.id} and ended_at is null`,
  );
}

const workMoves = ends(
  becomes<Leaving>('heir', 'what is not over goes on at the heir, or ends with a message', settleWork),
);
const together = becomes<Leaving>('heir', 'the heir takes its place in what is not over, or it leaves', leaveTogether);

export const projectsLifecycle: Lifecycle = {
  lines: [
    ofOrganization('projects', 'organization_id', { moved: stays('named by id'), ...workMoves }),
    ofOrganization('projects', 'organization_path', { moved: follows('projects', 'organization_path'), ...workMoves }),
    ofOrganization('activities', 'organization_id', { moved: stays('named by id'), ...workMoves }),
    ofOrganization('activities', 'organization_path', {
      moved: follows('activities', 'organization_path'),
      ...workMoves,
    }),
    ofOrganization('sign_ups', 'organization_path', { moved: follows('sign_ups', 'organization_path'), ...workMoves }),
    ofOrganization('activity_co_hosts', 'organization_id', { moved: stays('named by id'), ...ends(together) }),
    ofOrganization('project_partners', 'organization_id', {
      moved: stays('named by id'),
      ...ends(becomes({ ended: 'ended_at' }, 'it leaves; the heir takes its place where work goes on', leaveTogether)),
    }),
    ...personLines,
  ],
  retained: [
    ...retains('sign_ups', ['organization_path', 'place', 'ended_as'], 'how places were given and used'),
    ...retains('invitations', ['answer'], 'a word of a list'),
  ],
  dataPlaces: dataPlacesOfActivities,
  lastPlannedDay: (reader, { id }, today) =>
    greatestDay(
      reader,
      sql`
    select (s.ends_at at time zone 'Asia/Shanghai')::date from shifts s join activities a on a.id = s.activity_id
    where a.organization_id = ${id} and a.published_at is not null and a.cancelled_at is null and s.cancelled_at is null`,
      today,
    ),
  count: async (reader, { id }, now) => ({
    activities: await countNamed(
      reader,
      sql`select a.title from activities a where ${unfinished(id, now)} order by a.published_at is null, a.starts_at`,
    ),
    signed_up: await countRows(
      reader,
      sql`
      select distinct s.volunteer_id from sign_ups s where s.activity_id = any(${await unfinishedOf(reader, id, now)}::uuid[]) and s.ended_at is null and s.shift_ends_at > ${now}`,
    ),
    projects: await countNamed(reader, sql`select p.title from projects p where ${running(id)} order by p.created_at`),
  }),
};
