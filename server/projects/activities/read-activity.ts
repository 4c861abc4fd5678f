import { projectsPhone } from '../../../domain/projects/paths.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { byId } from '../../db/by-id.ts';
import { namesOf, withNames } from '../../db/names-of.ts';
import { startOfDay } from '../../../domain/time.ts';
import { plannedEndsOf } from '../../organizations/planned-ends/queries.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { activityState, loadActivity, loadShifts, placeOf, type ActivityRow } from '../load-activity.ts';
import { delegationsOf } from './delegate-activity.ts';
import { activityChanges } from '../activity-changes.ts';
import { type Viewer, ownView } from './own-view.ts';
import { shownShift } from './shown-shift.ts';

/** Who leads it, in the order given, and how many activities each has led to the end. */
async function leadersOf(
  reader: Reader,
  activity: ActivityRow,
  now: Date,
): Promise<{ id: Id; name: string; led: number }[]> {
  const ids = activity.details.leader_ids;
  const [names, led] = await Promise.all([
    namesOf(reader, ids),
    byId<{ id: Id; led: number }>(ids, (wanted) =>
      reader.all(sql`
        select leader_id as id, count(*)::int as led from activities
        where leader_id = any(${wanted}::uuid[]) and published_at is not null and cancelled_at is null and ends_at < ${now} group by leader_id`),
    ),
  ]);
  return ids.map((id) => ({ id, name: names.of(id), led: led.get(id)?.led ?? 0 }));
}

async function decisionsOn(reader: Reader, activityId: Id) {
  const rows = await reader.all<{ decision: string; decided_by: Id | null; decided_at: Date; reason: string | null }>(
    sql`select decision, decided_by, decided_at, reason from activity_decisions where activity_id = ${activityId} order by decided_at, id`,
  );
  return withNames(reader, rows, ['decided_by']);
}

/** Anyone reads what is published; drafts are for those who may read the organisation's projects, and for co-hosts that were asked. */
export async function readActivity(reader: Reader, activityId: Id, viewer: Viewer) {
  const { actor, now } = viewer;
  const activity = await loadActivity(reader, activityId);
  const place = placeOf(activity);
  const may = (
    permission:
      | 'projects.read'
      | 'projects.write'
      | 'projects.publish'
      | 'projects.approve'
      | 'projects.roster'
      | 'records.check_in'
      | 'records.propose',
  ): boolean => actor?.may(permission, place) ?? false;
  if (activity.published_at === null && !may('projects.read') && !(await isInvitedCoHost(reader, activityId, actor)))
    throw problem('core.not_found');
  const state = activityState(activity, now);
  const shifts = await loadShifts(reader, activityId);
  const [ends, inputs, leaders, coHosts, decisions, changes, delegations, mine] = await Promise.all([
    plannedEndsOf(reader, [activity.organization_id]),
    reader.one<{ organization_name: string; project_title: string }>(sql`
      select o.name_zh as organization_name, p.title as project_title from organizations o, projects p where o.id = ${activity.organization_id} and p.id = ${activity.project_id}`),
    leadersOf(reader, activity, now),
    reader.all<{ organization_id: Id; name: string; answer: string | null; path: string }>(sql`
      select h.organization_id, o.name_zh as name, h.answer, o.path from activity_co_hosts h join organizations o on o.id = h.organization_id where h.activity_id = ${activityId} order by h.invited_at`),
    may('projects.read') ? decisionsOn(reader, activityId) : Promise.resolve([]),
    may('projects.read') && actor !== null ? activityChanges(reader, actor, activity) : Promise.resolve([]),
    may('projects.read') && actor !== null ? delegationsOf(reader, actor, activity, now) : Promise.resolve([]),
    actor === null ? null : ownView(reader, activity, shifts, actor, viewer),
  ]);
  const end = ends.get(activity.organization_id);
  const seated =
    mine?.bookings.some(
      (booking) => booking.place === 'seat' && shifts.some((shift) => shift.id === booking.shift_id),
    ) ?? false;
  return {
    id: activity.id,
    title: activity.title,
    description: activity.description,
    category: activity.category,
    topics: [...activity.details.topics],
    state,
    project_id: activity.project_id,
    ...inputs,
    organization_id: activity.organization_id,
    organizer_end: end !== undefined && activity.ends_at > startOfDay(end.day) ? end : null,
    co_hosts: coHosts
      .map(({ path, ...host }) => ({
        ...host,
        can: { answer: host.answer === null && (actor?.may('projects.publish', { path }) ?? false) },
      }))
      .filter((host) => host.answer === 'accepted' || host.can.answer || may('projects.read')),
    place: activity.place,
    pin:
      activity.longitude === null || activity.latitude === null
        ? null
        : { longitude: activity.longitude, latitude: activity.latitude },
    gathering_note: activity.details.gathering_note,
    contact_phone: seated || may('projects.read') ? activity.details.contact_phone : null, // given to those who come, not to every visitor
    programme: activity.details.programme.map((line) => ({ ...line })),
    risk_statement: activity.risk_statement,
    risks: [...activity.details.risks],
    insurance: activity.details.insurance,
    minimum_age: activity.minimum_age,
    maximum_age: activity.maximum_age,
    is_parent_child: activity.details.is_parent_child,
    required_skills: activity.required_skills,
    required_qualifications: [...activity.details.required_qualifications],
    check_in_kinds: activity.check_in_kinds,
    fence_metres: activity.fence_metres,
    waitlist_capacity: activity.details.waitlist_capacity,
    signs_up_here: activity.details.signs_up_here,
    leaders,
    cancel_reason: activity.cancel_reason,
    sequence: activity.sequence,
    share_url: viewer.public_url + projectsPhone.openActivity({ id: activity.id }),
    shifts: shifts.map((shift) =>
      shownShift(activity, shift, {
        mine,
        viewer,
        open: state === 'published',
        shifts,
        mayPublish: may('projects.publish'),
      }),
    ),
    decisions,
    activity_changes: changes,
    delegations,
    children: mine?.children ?? [],
    can: {
      edit: may('projects.write') && (state === 'draft' || state === 'returned'),
      submit: may('projects.publish') && (state === 'draft' || state === 'returned'),
      approve: may('projects.approve') && state === 'submitted',
      cancel: may('projects.publish') && state !== 'cancelled' && state !== 'ended',
      roster: may('projects.roster'),
      delegate: may('projects.publish') && state === 'published',
      change: may('projects.publish') && state === 'published',
      board: activity.published_at !== null && may('records.check_in'),
      back_fill: activity.published_at !== null && may('records.check_in') && may('records.propose'),
      invite_host: may('projects.publish') && state !== 'cancelled' && state !== 'ended',
    },
  };
}

/** Who is asked to host together looks before answering, though nothing is published yet. */
async function isInvitedCoHost(reader: Reader, activityId: Id, actor: Actor | null): Promise<boolean> {
  if (actor === null) return false;
  const asked = await reader.all<{ path: string }>(sql`
    select o.path from activity_co_hosts h join organizations o on o.id = h.organization_id where h.activity_id = ${activityId} and h.answer is distinct from 'declined'`);
  return asked.some((host) => actor.may('projects.publish', { path: host.path }));
}
