import type { BusinessDate } from '../domain/time.ts';
import type { Id } from '../domain/id.ts';
import type { ConsentEnding } from '../domain/volunteers/consent.ts';
import type { Counted } from './db/count-found.ts';
import type { Reader } from './db/reader.ts';
import type { Writer } from './db/writer.ts';

type Growth = { readonly members: number; readonly a_year_before: number };
/** What of people is kept for some days only, and how much of it there is. */
export type KeptForAWhile = {
  readonly title_zh: string;
  readonly title_en: string;
  readonly days: number;
  readonly rows: number;
  readonly oldest_at: Date | null;
};
type OnShift = { readonly volunteer_id: Id; readonly shift_id: Id };

/**
 * What earlier nouns ask of later ones, whose tables they do not read. The question stands here; the later noun answers it in
 * its manifest, and server/nouns.ts brings the answers together, so that a missing one does not compile.
 */
export type LaterNouns = {
  /** Of accounts: whether the first administrator may take up the own role at a place where nobody works yet. */
  mayBeginAlone(reader: Reader, asked: { person_id: Id; path: string; now: Date }): Promise<boolean>;
  /** Of accounts: whoever holds a role at the organisation itself. */
  roleHoldersOf(reader: Reader, organizationId: Id): Promise<readonly Id[]>;
  /** Of volunteers: the members of an organisation, and those at home there. */
  membersOf(reader: Reader, organizationId: Id): Promise<readonly Id[]>;
  /** Of projects: shifts of published activities that end on a day or after it, by title and day. */
  shiftsFrom(reader: Reader, organizationId: Id, day: BusinessDate): Promise<Counted>;
  /** Of volunteers: at home there or below, or a member now. */
  isMember(reader: Reader, personId: Id, path: string): Promise<boolean>;
  /** Of volunteers: the members of all teams at and below each place on a day, and a year before. */
  membersBelow(reader: Reader, paths: readonly string[], day: BusinessDate): Promise<ReadonlyMap<string, Growth>>;
  isGuardianOf(reader: Reader, guardianId: Id, childId: Id): Promise<boolean>;
  /** Of volunteers: the members of all teams at and below a place when each year ended. */
  membersAtEndsOfYears(reader: Reader, path: string, years: readonly number[]): Promise<ReadonlyMap<number, number>>;
  volunteerNumbers(reader: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>>;
  /** Of projects: how many activities each place and those below held until a day. */
  activitiesHeld(reader: Reader, paths: readonly string[], day: BusinessDate): Promise<ReadonlyMap<string, number>>;
  /** Of projects: how many published activities began at a place or below since a day. */
  activitiesSince(reader: Reader, path: string, day: BusinessDate): Promise<number>;
  activityTitles(reader: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>>;
  /** Of projects: the organisations with whose activities somebody signed up at any time. */
  servedWith(reader: Reader, volunteerId: Id): Promise<readonly Id[]>;
  /** Of projects: places held in shifts that are not over. */
  openSignUps(reader: Reader, volunteerId: Id, now: Date): Promise<number>;
  /** Of projects: those who signed up at any time. */
  everSignedUp(reader: Reader, ids: readonly Id[]): Promise<readonly Id[]>;
  /** Of projects: once a consent is gone, whoever may not sign up holds no place either. Says how many were given back. */
  giveBackSeats(writer: Writer, later: Seats, ended: { child_id: Id; ending: ConsentEnding }): Promise<number>;
  /** Of records: the last day since then on which somebody served with the organisation. */
  lastServed(reader: Reader, organizationId: Id, since: BusinessDate): Promise<BusinessDate | null>;
  /** Of records: whether there is a stamp of arrival. */
  hasCheckedIn(reader: Reader, asked: OnShift): Promise<boolean>;
  /** Of records: whoever signed up for a shift of the activity and checked in at any time. */
  whoCame(reader: Reader, activityId: Id): Promise<readonly OnShift[]>;
  /** Of records: those of the shifts for which anybody has an attendance. */
  shiftsVisited(reader: Reader, shiftIds: readonly Id[]): Promise<ReadonlySet<Id>>;
  /** Of records: how many counted services of two registrations, with those joined to them earlier, overlap. */
  servicesAtOnce(reader: Reader, one: Id, other: Id): Promise<number>;
  /** Of records: from where stamps came, and refused tries. */
  keptForAWhile(reader: Reader): Promise<readonly KeptForAWhile[]>;
  /** Of records: how the attendance of somebody at a shift stands; what is missing has none. */
  attendancesOf(reader: Reader, asked: readonly OnShift[]): Promise<(at: OnShift) => string | null>;
};

/** What it takes to join two registrations. */
export type Joining = Seats & Pick<LaterNouns, 'openSignUps' | 'servicesAtOnce'>;

/** What it takes to give places back: projects asks records who is inside. */
export type Seats = Pick<LaterNouns, 'giveBackSeats' | 'attendancesOf'>;
