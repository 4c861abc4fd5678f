import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Applicant, ShiftTerms, SignUpLimits } from '../../domain/projects/sign-up.ts';
import type { Booking } from '../../domain/projects/shifts.ts';
import { businessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { ruleBookInForce } from '../organizations/rule-book-in-force.ts';
import { eligibilityFacts } from '../volunteers/eligibility.ts';
import type { ActivityRow, ShiftRow } from './load-activity.ts';

type Asked = { volunteer_id: Id; activity_id: Id; shift_id: Id; caller_id: Id; now: Date };
export type SignUpQuestion = {
  readonly applicant: Applicant; readonly shift: ShiftTerms; readonly limits: SignUpLimits; readonly taken: number; readonly waiting: number; readonly now: Date;
  readonly accompanied_by: Id | null;
  readonly sign_up_for: 'oneself' | 'child' | 'nobody_here';
};

/** All that the rules of sign-up need. Nobody but the person or a guardian gets an answer (art. 25). */
export async function signUpQuestion(reader: Reader, asked: Asked): Promise<SignUpQuestion> {
  const row = await reader.maybe<{ activity: ActivityRow; shift: ShiftRow & { starts_at: string; ends_at: string } }>(sql`
    select to_jsonb(a) as activity, to_jsonb(s) as shift from activities a join shifts s on s.activity_id = a.id
    where a.id = ${asked.activity_id} and s.id = ${asked.shift_id} and a.published_at is not null`);
  if (row === undefined) throw problem('core.not_found');
  const shift = { ...row.shift, starts_at: new Date(row.shift.starts_at), ends_at: new Date(row.shift.ends_at) };
  const limits = await signUpLimits(reader, row.activity.organization_path, asked.now);
  const facts = await applicantFacts(reader, asked.volunteer_id, shift.starts_at);
  const bookings = await bookingsOf(reader, [asked.volunteer_id, asked.caller_id], asked.now);
  const isChild = asked.caller_id !== asked.volunteer_id;
  const isGuardian = facts.parent_ids.includes(asked.caller_id);
  const withParent = bookings.find((booking) => booking.shift_id === shift.id && facts.parent_ids.includes(booking.volunteer_id));
  const own = bookings.filter((booking) => booking.volunteer_id === asked.volunteer_id);
  return {
    limits, taken: shift.seats_taken, waiting: shift.waiting, now: asked.now,
    accompanied_by: withParent?.volunteer_id ?? null,
    sign_up_for: !isChild ? 'oneself' : isGuardian ? 'child' : 'nobody_here',
    shift: shiftTerms(row.activity, shift),
    applicant: { ...facts.applicant, with_parent: withParent !== undefined, bookings: own },
  };
}

export function shiftTerms(activity: ActivityRow, shift: Pick<ShiftRow, 'id' | 'starts_at' | 'ends_at' | 'capacity'>): ShiftTerms {
  return {
    shift_id: shift.id, starts_at: shift.starts_at, ends_at: shift.ends_at, closes_at: shift.starts_at, capacity: shift.capacity, waitlist_capacity: activity.details.waitlist_capacity,
    category: activity.category, minimum_age: activity.minimum_age, maximum_age: activity.maximum_age, parent_child: activity.details.is_parent_child,
    skills: activity.required_skills, qualifications: activity.details.required_qualifications, courses: [], insurance: activity.details.insurance,
  };
}

export async function signUpLimits(reader: Reader, path: string, now: Date): Promise<SignUpLimits> {
  const ages = await ruleBookInForce(reader, 'age_matrix', path, businessDate(now));
  const publishing = await ruleBookInForce(reader, 'publishing_limits', path, businessDate(now));
  return { ages: ages.body, open_sign_ups: publishing.body.open_sign_ups, minutes_per_day: publishing.body.sign_up_minutes_per_day };
}

type Person = Omit<Applicant, 'with_parent' | 'bookings'>;

export async function applicantFacts(reader: Reader, volunteerId: Id, at: Date): Promise<{ applicant: Person; parent_ids: readonly Id[] }> {
  const [facts] = await eligibilityFacts(reader, [volunteerId], businessDate(at));
  if (facts === undefined || facts.is_withdrawn) throw problem('projects.not_a_volunteer');
  return {
    parent_ids: facts.parent_ids,
    applicant: {
      birth_date: facts.birth_date, pupil: facts.is_pupil, self_supporting: facts.is_self_supporting, parent_consent: facts.has_parent_consent,
      teacher_consent: facts.has_teacher_consent, skills: facts.skills, qualifications: facts.qualifications, courses: [], insured_until: facts.insured_until,
    },
  };
}

/** Standing sign-ups of people that are not over: both seats and waitlist places. */
export function bookingsOf(reader: Reader, volunteers: readonly Id[], now: Date): Promise<(Booking & { volunteer_id: Id; place: 'seat' | 'waitlist' })[]> {
  return reader.all(sql`
    select u.volunteer_id, u.shift_id, u.place, u.shift_starts_at as starts_at, u.shift_ends_at as ends_at, a.title as name
    from sign_ups u join activities a on a.id = u.activity_id
    where u.volunteer_id = any(${volunteers}::uuid[]) and u.ended_at is null and u.shift_ends_at > ${now}`);
}
