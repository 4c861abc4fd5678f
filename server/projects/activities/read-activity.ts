import type { Id } from '../../../domain/id.ts';
import { problem, problemSentence } from '../../../domain/problem.ts';
import { requirements, type Requirement, type SignUpLimits } from '../../../domain/projects/sign-up.ts';
import { serviceDaysOn } from '../../../domain/projects/service-days.ts';
import { businessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { activityState, loadActivity, loadShifts, placeOf, type ActivityRow, type ShiftRow } from '../load-activity.ts';
import { applicantInputs, bookingsOf, shiftTerms, signUpLimits } from '../sign-ups/sign-up-question.ts';
import { reached } from '../../../domain/projects/activity-changes.ts';
import { withdrawBy } from '../../../domain/projects/shifts.ts';
import { delegationsOf } from './delegate-activity.ts';
import { activityChanges } from '../activity-changes.ts';

export type Viewer = {
  readonly actor: Actor | null;
  readonly now: Date;
  readonly language: 'zh' | 'en';
  readonly public_url: string;
  readonly child_id: Id | undefined;
  readonly with_children: boolean;
  readonly with_child_ids?: readonly string[] | undefined;
};

/** Anyone reads what is published; drafts are for those who may read the organisation's projects, and for hosts that were asked. */
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
  const [inputs, leaders, hosts, decisions, changes, delegations, mine] = await Promise.all([
    reader.one<{ organization_name: string; project_title: string }>(sql`
      select o.name_zh as organization_name, p.title as project_title from organizations o, projects p where o.id = ${activity.organization_id} and p.id = ${activity.project_id}`),
    reader.all<{ id: Id; name: string; led: number }>(sql`
      select p.id, coalesce(p.name, '') as name, (select count(*)::int from activities where leader_id = p.id and published_at is not null and cancelled_at is null and ends_at < ${now}) as led
      from unnest(${activity.details.leader_ids}::uuid[]) with ordinality as l (id, n) join persons p on p.id = l.id order by l.n`),
    reader.all<{ organization_id: Id; name: string; answer: string | null; path: string }>(sql`
      select h.organization_id, o.name_zh as name, h.answer, o.path from activity_hosts h join organizations o on o.id = h.organization_id where h.activity_id = ${activityId} order by h.invited_at`),
    may('projects.read')
      ? reader.all<{ decision: string; decided_by_name: string | null; decided_at: Date; reason: string | null }>(sql`
      select d.decision, p.name as decided_by_name, d.decided_at, d.reason from activity_decisions d left join persons p on p.id = d.decided_by
      where d.activity_id = ${activityId} order by d.decided_at, d.id`)
      : Promise.resolve([]),
    may('projects.read') && actor !== null ? activityChanges(reader, actor, activity) : Promise.resolve([]),
    may('projects.read') && actor !== null ? delegationsOf(reader, actor, activity, now) : Promise.resolve([]),
    actor === null ? null : ownView(reader, activity, shifts, actor, viewer),
  ]);
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
    hosts: hosts
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
    share_url: `${viewer.public_url}/open/${activity.id}`,
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
    select o.path from activity_hosts h join organizations o on o.id = h.organization_id where h.activity_id = ${activityId} and h.answer is distinct from 'declined'`);
  return asked.some((host) => actor.may('projects.publish', { path: host.path }));
}

type OwnView = {
  readonly limits: SignUpLimits | null;
  readonly applicant: Awaited<ReturnType<typeof applicantInputs>> | null;
  readonly bookings: Awaited<ReturnType<typeof bookingsOf>>;
  readonly signUps: readonly {
    sign_up_id: Id;
    shift_id: Id;
    place: 'seat' | 'waitlist';
    waitlist_place: number | null;
    shift_moved_at: Date | null;
  }[];
  readonly children: { id: Id; name: string }[];
  readonly volunteer_id: Id;
  readonly companions: readonly { id: Id; name: string; inputs: Awaited<ReturnType<typeof applicantInputs>> }[]; // children who come along
};

/** What the caller needs to see about themselves, or about the child they chose. */
async function ownView(
  reader: Reader,
  activity: ActivityRow,
  shifts: readonly ShiftRow[],
  actor: Actor,
  viewer: Viewer,
): Promise<OwnView> {
  const children = !actor.is_owner_shown
    ? []
    : await reader.all<{ id: Id; name: string }>(sql`
    select distinct p.id, coalesce(p.name, '') as name from guardianships g join persons p on p.id = g.child_id join volunteers v on v.id = p.id and v.withdrawn_at is null
    where g.guardian_id = ${actor.person_id} and g.ended_at is null and g.relation <> 'teacher' order by name`);
  const coming = viewer.with_children
    ? children.filter((child) => viewer.with_child_ids?.includes(child.id) ?? true)
    : [];
  const volunteerId = children.find((child) => child.id === viewer.child_id)?.id ?? actor.person_id;
  const registered = await reader.maybe(
    sql`select id from volunteers where id = ${volunteerId} and withdrawn_at is null`,
  );
  const firstStart = shifts[0]?.starts_at ?? viewer.now;
  const [limits, applicant, bookings, companions, signUps] = await Promise.all([
    registered === undefined ? null : signUpLimits(reader, activity.organization_path, viewer.now),
    registered === undefined ? null : applicantInputs(reader, volunteerId, firstStart),
    bookingsOf(reader, [volunteerId, actor.person_id, ...coming.map((child) => child.id)], viewer.now),
    Promise.all(
      coming.map(async (child) => ({ ...child, inputs: await applicantInputs(reader, child.id, firstStart) })),
    ),
    reader.all<OwnView['signUps'][number]>(sql`
      select u.id as sign_up_id, u.shift_id, u.place, u.shift_moved_at, case when u.place = 'waitlist' then (
        select count(*)::int from sign_ups w where w.shift_id = u.shift_id and w.ended_at is null and w.place = 'waitlist' and w.queue_number <= u.queue_number) end as waitlist_place
      from sign_ups u where u.volunteer_id = ${volunteerId} and u.activity_id = ${activity.id} and u.ended_at is null`),
  ]);
  return { limits, applicant, bookings, companions, signUps, children, volunteer_id: volunteerId };
}

function shownShift(
  activity: ActivityRow,
  shift: ShiftRow,
  {
    mine,
    viewer,
    open,
    shifts,
    mayPublish,
  }: { mine: OwnView | null; viewer: Viewer; open: boolean; shifts: readonly ShiftRow[]; mayPublish: boolean },
) {
  const held = mine?.signUps.find((each) => each.shift_id === shift.id) ?? null;
  const asks = mine === null || held !== null ? null : asked(activity, shift, mine);
  const standing = open && shift.cancelled_at === null && shift.starts_at > viewer.now;
  const full = shift.seats_taken >= shift.capacity && shift.waiting >= activity.details.waitlist_capacity;
  return {
    id: shift.id,
    name: shift.name,
    starts_at: shift.starts_at,
    ends_at: shift.ends_at,
    capacity: shift.capacity,
    seats_taken: shift.seats_taken,
    waiting: shift.waiting,
    is_cancelled: shift.cancelled_at !== null,
    withdraw_by: withdrawBy(shift.starts_at, activity.withdraw_until_hours, held?.shift_moved_at ?? null),
    service_day: serviceDaysOn(businessDate(shift.starts_at))[0]?.[viewer.language] ?? null,
    following: standing
      ? reached(
          shift,
          shifts.filter((each) => each.cancelled_at === null),
          'following',
        ).length - 1
      : 0,
    mine:
      held === null ? null : { sign_up_id: held.sign_up_id, place: held.place, waitlist_place: held.waitlist_place },
    requirements:
      asks?.map((each) => ({
        code: each.code,
        zh: each.zh,
        en: each.en,
        is_met: each.problem === null,
        remedy: each.problem === null ? null : problemSentence(each.problem.code, each.problem.params, viewer.language),
      })) ?? null,
    can: {
      sign_up: standing && held === null && !full && (asks === null || asks.every((each) => each.problem === null)),
      move: standing && mayPublish,
      cancel: standing && mayPublish,
    },
  };
}

/** What the shift asks of the person, and of each child who would come along. */
function asked(activity: ActivityRow, shift: ShiftRow, mine: OwnView): Requirement[] | null {
  const { applicant, limits } = mine;
  if (applicant === null || limits === null) return null;
  const of = (volunteerId: Id, inputs: NonNullable<OwnView['applicant']>, withParent: boolean): Requirement[] =>
    requirements({
      shift: shiftTerms(activity, shift),
      limits,
      applicant: {
        ...inputs.applicant,
        bookings: mine.bookings.filter((booking) => booking.volunteer_id === volunteerId),
        with_parent: withParent,
      },
    });
  const parentComes = mine.bookings.some(
    (booking) => booking.shift_id === shift.id && applicant.parent_ids.includes(booking.volunteer_id),
  );
  const children = mine.companions.flatMap(({ id, name, inputs }) =>
    of(id, inputs, true).map((each) => ({
      ...each,
      code: `${id}:${each.code}`,
      zh: `${name}：${each.zh}`,
      en: `${name}: ${each.en}`,
    })),
  );
  return [...of(mine.volunteer_id, applicant, parentComes), ...children];
}
