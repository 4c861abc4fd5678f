import type { Id } from '../../../domain/id.ts';
import type { RuleBook } from '../../../domain/organizations/rule-book.ts';
import { problem } from '../../../domain/problem.ts';
import type { Applicant, ShiftTerms, SignUpLimits } from '../../../domain/projects/requirements.ts';
import type { Booking } from '../../../domain/projects/shifts.ts';
import { businessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { askedAt, askedId, callerId } from '../../http/load-actor.ts';
import { booksJson, booksUpwards, ruleInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { eligibility, eligibilityInputs, type EligibilityInputs } from '../../volunteers/guardians/eligibility.ts';
import type { ActivityRow, ShiftRow } from '../load-activity.ts';

type Asked = { volunteer_id: Id; activity_id: Id; shift_id: Id; caller_id: Id; now: Date };
export type SignUpQuestion = {
  readonly applicant: Applicant;
  readonly shift: ShiftTerms;
  readonly limits: SignUpLimits;
  readonly taken: number;
  readonly waiting: number;
  readonly now: Date;
  readonly accompanied_by: Id | null;
  readonly sign_up_for: 'oneself' | 'child' | 'nobody_here';
};

type Terms = Pick<ActivityRow, 'category' | 'minimum_age' | 'maximum_age' | 'required_skills' | 'details'>;
export type QuestionRow = Terms &
  Pick<ActivityRow, 'organization_path'> &
  Pick<ShiftRow, 'id' | 'starts_at' | 'ends_at' | 'capacity' | 'seats_taken' | 'waiting'> & {
    readonly books: readonly RuleBook[];
    readonly inputs: EligibilityInputs | null;
    readonly bookings: readonly (Omit<Held, 'starts_at' | 'ends_at'> & {
      readonly starts_at: string;
      readonly ends_at: string;
    })[];
  };

type Where = { readonly activity_id: Id | Sql; readonly shift_id: Id | Sql; readonly now: Date | Sql };

/** In one statement: on a rush every round trip is paid by each person. `people` are the volunteer and who signs them up. */
const question = (where: Where, volunteer: Sql, people: Sql): Sql => sql`
  select a.organization_path, a.category, a.minimum_age, a.maximum_age, a.required_skills, a.details, shift.id, shift.starts_at, shift.ends_at, shift.capacity, shift.seats_taken, shift.waiting,
    ${booksJson(['age_matrix', 'publishing_limits'], sql`a.organization_path`)} as books,
    coalesce((select json_agg(b) from (${bookings(people, where.now)}) b), '[]') as bookings,
    (select to_json(f) from (${eligibility(volunteer, sql`(shift.starts_at at time zone 'Asia/Shanghai')::date`)}) f) as inputs
  from activities a join shifts shift on shift.activity_id = a.id
  where a.id = ${where.activity_id} and shift.id = ${where.shift_id} and a.published_at is not null`;

/** For the caller's own sign-up, preloaded with the session. */
export const questionBeside = sql`select to_json(q) from (${question({ activity_id: askedId('activity_id'), shift_id: askedId('shift_id'), now: askedAt }, sql`array[${callerId}]`, sql`array[${callerId}]`)}) q`;

/** What that answered: JSON of our own statement, in which moments are text. */
export function questionFrom(preloaded: unknown): QuestionRow | undefined {
  if (preloaded === null || preloaded === undefined) return undefined;
  const row = preloaded as Omit<QuestionRow, 'starts_at' | 'ends_at'> & {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  return { ...row, starts_at: new Date(row.starts_at), ends_at: new Date(row.ends_at) };
}

/** All that the rules of sign-up need. Nobody but the person or a guardian gets an answer (art. 25). */
export async function signUpQuestion(reader: Reader, asked: Asked, loaded?: QuestionRow): Promise<SignUpQuestion> {
  const row =
    loaded ??
    (await reader.maybe<QuestionRow>(
      question(asked, sql`${[asked.volunteer_id]}::uuid[]`, sql`${[asked.volunteer_id, asked.caller_id]}::uuid[]`),
    ));
  if (row === undefined) throw problem('core.not_found');
  const inputs = inputsOf(row.inputs ?? undefined);
  const held = row.bookings.map((booking) => ({
    ...booking,
    starts_at: new Date(booking.starts_at),
    ends_at: new Date(booking.ends_at),
  }));
  const isChild = asked.caller_id !== asked.volunteer_id;
  const isGuardian = inputs.parent_ids.includes(asked.caller_id);
  const withParent = held.find(
    (booking) => booking.shift_id === row.id && inputs.parent_ids.includes(booking.volunteer_id),
  );
  const own = held.filter((booking) => booking.volunteer_id === asked.volunteer_id);
  return {
    limits: limitsOf(row.books, row.organization_path, asked.now),
    taken: row.seats_taken,
    waiting: row.waiting,
    now: asked.now,
    accompanied_by: withParent?.volunteer_id ?? null,
    sign_up_for: !isChild ? 'oneself' : isGuardian ? 'child' : 'nobody_here',
    shift: shiftTerms(row, row),
    applicant: { ...inputs.applicant, with_parent: withParent !== undefined, bookings: own },
  };
}

export function shiftTerms(
  activity: Terms,
  shift: Pick<ShiftRow, 'id' | 'starts_at' | 'ends_at' | 'capacity'>,
): ShiftTerms {
  return {
    shift_id: shift.id,
    starts_at: shift.starts_at,
    ends_at: shift.ends_at,
    closes_at: shift.starts_at,
    capacity: shift.capacity,
    waitlist_capacity: activity.details.waitlist_capacity,
    category: activity.category,
    minimum_age: activity.minimum_age,
    maximum_age: activity.maximum_age,
    parent_child: activity.details.is_parent_child,
    skills: activity.required_skills,
    qualifications: activity.details.required_qualifications,
    courses: [],
    insurance: activity.details.insurance,
  };
}

export async function signUpLimits(reader: Reader, path: string, now: Date): Promise<SignUpLimits> {
  return limitsOf(
    [...(await booksUpwards(reader, 'age_matrix', path)), ...(await booksUpwards(reader, 'publishing_limits', path))],
    path,
    now,
  );
}

function limitsOf(books: readonly RuleBook[], path: string, now: Date): SignUpLimits {
  const day = businessDate(now);
  const { open_sign_ups, sign_up_minutes_per_day } = ruleInForce(books, 'publishing_limits', path, day).body;
  return {
    ages: ruleInForce(books, 'age_matrix', path, day).body,
    open_sign_ups,
    minutes_per_day: sign_up_minutes_per_day,
  };
}

type Person = Omit<Applicant, 'with_parent' | 'bookings'>;

export async function applicantInputs(
  reader: Reader,
  volunteerId: Id,
  at: Date,
): Promise<{ applicant: Person; parent_ids: readonly Id[] }> {
  return inputsOf((await eligibilityInputs(reader, [volunteerId], businessDate(at)))[0]);
}

function inputsOf(inputs: EligibilityInputs | undefined): { applicant: Person; parent_ids: readonly Id[] } {
  if (inputs === undefined || inputs.is_withdrawn) throw problem('projects.not_a_volunteer');
  return {
    parent_ids: inputs.parent_ids,
    applicant: {
      birth_date: inputs.birth_date,
      pupil: inputs.is_pupil,
      self_supporting: inputs.is_self_supporting,
      parent_consent: inputs.has_parent_consent,
      teacher_consent: inputs.has_teacher_consent,
      terms_accepted: inputs.has_accepted_terms,
      skills: inputs.skills,
      qualifications: inputs.qualifications,
      courses: [],
      insured_until: inputs.insured_until,
    },
  };
}

type Held = Booking & { readonly volunteer_id: Id; readonly place: 'seat' | 'waitlist' };

/** Standing sign-ups of people that are not over: both seats and waitlist places. */
export function bookingsOf(reader: Reader, volunteers: readonly Id[], now: Date): Promise<Held[]> {
  return reader.all(bookings(sql`${volunteers}::uuid[]`, now));
}

function bookings(people: Sql, now: Date | Sql): Sql {
  return sql`
    select u.volunteer_id, u.shift_id, u.place, u.shift_starts_at as starts_at, u.shift_ends_at as ends_at, a.title as name
    from sign_ups u join activities a on a.id = u.activity_id
    where u.volunteer_id = any(${people}) and u.ended_at is null and u.shift_ends_at > ${now}`;
}
