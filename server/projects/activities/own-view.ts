import type { Id } from '../../../domain/id.ts';
import { requirements, type Requirement, type SignUpLimits } from '../../../domain/projects/requirements.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import type { ActivityRow, ShiftRow } from '../load-activity.ts';
import { applicantInputs, bookingsOf, shiftTerms, signUpLimits } from '../sign-ups/sign-up-question.ts';
import { waitlistPlaces } from '../sign-ups/waitlist-places.ts';

export type Viewer = {
  readonly actor: Actor | null;
  readonly now: Date;
  readonly language: 'zh' | 'en';
  readonly public_url: string;
  readonly child_id: Id | undefined;
  readonly with_children: boolean;
  readonly with_child_ids?: readonly string[] | undefined;
};

export type OwnView = {
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
export async function ownView(
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
    standingSignUps(reader, volunteerId, activity.id),
  ]);
  return { limits, applicant, bookings, companions, signUps, children, volunteer_id: volunteerId };
}

async function standingSignUps(reader: Reader, volunteerId: Id, activityId: Id): Promise<OwnView['signUps']> {
  const rows = await reader.all<Omit<OwnView['signUps'][number], 'waitlist_place'> & { queue_number: number }>(sql`
    select u.id as sign_up_id, u.shift_id, u.place, u.shift_moved_at, u.queue_number::int
    from sign_ups u where u.volunteer_id = ${volunteerId} and u.activity_id = ${activityId} and u.ended_at is null`);
  const placeOf = await waitlistPlaces(
    reader,
    rows.map((row) => ({ ...row, is_standing: true })),
  );
  return rows.map(({ queue_number: _, ...row }) => ({ ...row, waitlist_place: placeOf(row.sign_up_id) }));
}

/** What the shift asks of the person, and of each child who would come along. */
export function asked(activity: ActivityRow, shift: ShiftRow, mine: OwnView): Requirement[] | null {
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
