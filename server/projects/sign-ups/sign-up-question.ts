import type { Id } from '../../../domain/id.ts';
import type { RuleBook } from '../../../domain/organizations/rule-book.ts';
import { problem } from '../../../domain/problem.ts';
import type { Applicant, ShiftTerms, SignUpLimits } from '../../../domain/projects/requirements.ts';
import { clash, type Booking } from '../../../domain/projects/shifts.ts';
import { businessDate } from '../../../domain/time.ts';
import { batch } from '../../db/batch.ts';
import { byId } from '../../db/by-id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { askedAt, callerId, type Preloaded, type SessionPreload } from '../../http/load-actor.ts';
import { booksJson, booksUpwards, ruleInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import {
  eligibilityInputs,
  heldInputs,
  inputsOnDay,
  type EligibilityInputs,
  type HeldInputs,
} from '../../volunteers/guardians/eligibility.ts';
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
type Offered = Terms &
  Pick<ActivityRow, 'organization_path'> &
  Pick<ShiftRow, 'id' | 'starts_at' | 'ends_at' | 'capacity' | 'seats_taken' | 'waiting'> & {
    readonly activity_id: Id;
    readonly books: readonly RuleBook[];
  };
/** JSON of our own statement, in which moments are text. */
type Candidate = {
  readonly inputs: HeldInputs;
  readonly bookings: readonly {
    readonly volunteer_id: Id;
    readonly activity_id: Id;
    readonly shift_id: Id;
    readonly place: 'seat' | 'waitlist';
    readonly starts_at: string;
    readonly ends_at: string;
  }[];
};
export type PreloadedQuestion = { readonly offered: Offered; readonly candidate: Candidate };

/** What is offered lies with the activity. Everybody on a rush asks for the same, so those of one moment share the statement. */
const offeredShifts = (reader: Reader): ((shift: Id) => Promise<Offered | undefined>) =>
  batch<Id, Offered | undefined>({
    at_once: 1, // the more of a rush share one, the less each costs
    send: async (ids) => {
      const rows = await byId<Offered>(ids, (wanted) =>
        reader.all(sql`
          select a.id as activity_id, a.organization_path, a.category, a.minimum_age, a.maximum_age, a.required_skills, a.details,
            shift.id, shift.starts_at, shift.ends_at, shift.capacity, shift.seats_taken, shift.waiting,
            ${booksJson(['age_matrix', 'publishing_limits'], sql`a.organization_path`)} as books
          from activities a join shifts shift on shift.activity_id = a.id
          where shift.id = any(${wanted}::uuid[]) and a.published_at is not null`),
      );
      return ids.map((id) => rows.get(id));
    },
  });

/** What is kept of the person lies with the person. `people` are the volunteer and who signs them up. */
const candidate = (volunteer: Sql, people: Sql, now: Date | Sql): Sql => sql`json_build_object(
  'inputs', ${heldInputs(volunteer)},
  'bookings', coalesce((select json_agg(json_build_object('volunteer_id', u.volunteer_id, 'activity_id', u.activity_id, 'shift_id', u.shift_id, 'place', u.place,
      'starts_at', u.shift_starts_at, 'ends_at', u.shift_ends_at))
    from sign_ups u where ${people} and u.ended_at is null and u.shift_ends_at > ${now}), '[]'))`;

/** For the caller's own sign-up, preloaded with the session. */
export const preloadQuestion: Pick<SessionPreload, 'own' | 'subject'> = {
  own: candidate(callerId, sql`u.volunteer_id = ${callerId}`, askedAt),
  subject: (reader) => {
    const read = offeredShifts(reader);
    return ({ shift_id = '' }) => read(shift_id);
  },
};

export function questionFrom({ own, subject }: Preloaded): PreloadedQuestion | undefined {
  if (own === null || own === undefined || subject === undefined) return undefined;
  return { offered: subject as Offered, candidate: own as Candidate };
}

async function loadQuestion(reader: Reader, asked: Asked): Promise<PreloadedQuestion | undefined> {
  const offered = await offeredShifts(reader)(asked.shift_id);
  if (offered === undefined) return undefined;
  const row = await reader.one<{ candidate: Candidate }>(
    sql`select ${candidate(sql`${asked.volunteer_id}::uuid`, sql`u.volunteer_id = any(${[asked.volunteer_id, asked.caller_id]}::uuid[])`, asked.now)} as candidate`,
  );
  return { offered, candidate: row.candidate };
}

/** All that the rules of sign-up need. Nobody but the person or a guardian gets an answer (art. 25). */
export async function signUpQuestion(
  reader: Reader,
  asked: Asked,
  loaded?: PreloadedQuestion,
): Promise<SignUpQuestion> {
  const found = loaded ?? (await loadQuestion(reader, asked));
  if (found === undefined || found.offered.activity_id !== asked.activity_id) throw problem('core.not_found');
  const { offered } = found;
  const inputs = inputsOf(inputsOnDay(found.candidate.inputs, asked.volunteer_id, businessDate(offered.starts_at)));
  const held = found.candidate.bookings.map((booking) => ({
    ...booking,
    starts_at: new Date(booking.starts_at),
    ends_at: new Date(booking.ends_at),
  }));
  const isChild = asked.caller_id !== asked.volunteer_id;
  const isGuardian = inputs.parent_ids.includes(asked.caller_id);
  const withParent = held.find(
    (booking) => booking.shift_id === offered.id && inputs.parent_ids.includes(booking.volunteer_id),
  );
  const own = held.filter((booking) => booking.volunteer_id === asked.volunteer_id);
  const clashing = own.filter((booking) => booking.shift_id !== offered.id && clash(offered, booking));
  const titles = await titlesOf(reader, clashing);
  return {
    limits: limitsOf(offered.books, offered.organization_path, asked.now),
    taken: offered.seats_taken,
    waiting: offered.waiting,
    now: asked.now,
    accompanied_by: withParent?.volunteer_id ?? null,
    sign_up_for: !isChild ? 'oneself' : isGuardian ? 'child' : 'nobody_here',
    shift: shiftTerms(offered, offered),
    applicant: {
      ...inputs.applicant,
      with_parent: withParent !== undefined,
      bookings: own.map((booking) => ({ ...booking, name: titles.get(booking.activity_id)?.title ?? '' })),
    },
  };
}

/** The names of what somebody is signed up for, where they are said: activities lie elsewhere. */
const titlesOf = (
  reader: Reader,
  bookings: readonly { readonly activity_id: Id }[],
): Promise<ReadonlyMap<Id, { id: Id; title: string }>> =>
  byId(
    bookings.map((booking) => booking.activity_id),
    (ids) =>
      reader.all<{ id: Id; title: string }>(sql`select id, title from activities where id = any(${ids}::uuid[])`),
  );

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
  return inputsOf(await eligibilityInputs(reader, volunteerId, businessDate(at)));
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
export async function bookingsOf(reader: Reader, volunteers: readonly Id[], now: Date): Promise<Held[]> {
  const rows = await reader.all<Omit<Held, 'name'> & { activity_id: Id }>(sql`
    select u.volunteer_id, u.activity_id, u.shift_id, u.place, u.shift_starts_at as starts_at, u.shift_ends_at as ends_at
    from sign_ups u where u.volunteer_id = any(${volunteers}::uuid[]) and u.ended_at is null and u.shift_ends_at > ${now}`);
  const titles = await titlesOf(reader, rows);
  return rows.map(({ activity_id, ...row }) => ({ ...row, name: titles.get(activity_id)?.title ?? '' }));
}
