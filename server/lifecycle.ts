/**
 * What becomes of a row when the organisation that it names moves, ends or is joined with another, and when the person that it
 * names withdraws, is erased, was imported by mistake or turns out to be registered twice. Each noun says it for its
 * own tables in its `lifecycle.ts`: a line for each column. The act runs what the lines of all nouns say, in the order of the
 * nouns and of their lines, in its own transaction; server/proof/lifecycle/lifecycle.test.ts asks the catalogue for a line of
 * every such column, and runs each on a filled row.
 */
import type { Id } from '../domain/id.ts';
import type { Answers, LeftKind } from '../domain/organizations/left-behind.ts';
import type { OrganizationKind } from '../domain/organizations/kinds.ts';
import type { Path } from '../domain/organizations/path.ts';
import type { BusinessDate } from '../domain/time.ts';
import type { Counted } from './db/count-found.ts';
import type { Reader } from './db/reader.ts';
import { sql, type Sql } from './db/sql.ts';
import type { Writer } from './db/writer.ts';
import type { LaterNouns } from './later-nouns.ts';

export type Place = {
  readonly id: Id;
  readonly path: Path;
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly level: string | null;
  readonly parent_id: Id | null;
};

/** An organisation hangs somewhere else, with all below it: their paths begin differently. */
export type Moved = { readonly organization_id: Id; readonly from: Path; readonly to: Path };

export type Leaving = {
  readonly organization: Place;
  /** Who takes over: the successor, or without one the superior. */
  readonly heir: Place;
  readonly answers: Answers;
  readonly day: BusinessDate;
  /** Who decided it, also where a job carries it out. */
  readonly by: Id;
  /** What ends after this is not over: now, or where a job was late the beginning of the day. */
  readonly since: Date;
};

export type OrganizationEvents = { readonly moved: Moved; readonly dissolved: Leaving; readonly merged: Leaving };

/** By what rows without an id are found: as it stood before the first step, which empties it. */
export type KnownBy = {
  readonly names: readonly string[];
  readonly documents: readonly Buffer[];
  readonly phones: readonly Buffer[];
};

/** All registrations of whoever goes, of one human or of a list. */
export type Going = { readonly people: readonly Id[]; readonly known_by: KnownBy };
export type Withdrawn = { readonly people: readonly Id[]; readonly reason: string };
/** Two people turn out to be one: the duplicate goes, what is recorded under its id is read together with that of the kept one. */
export type Joined = { readonly kept_id: Id; readonly duplicate_id: Id };

export type PersonEvents = {
  readonly withdrawn: Withdrawn;
  readonly erased: Going;
  readonly unimported: Going;
  readonly merged: Joined;
};

/** What the row is afterwards, which is what the test looks for. */
export type Outcome =
  | 'stays'
  /** The path begins as that of the organisation does now. */
  | 'follows'
  /** Names who takes over. */
  | 'heir'
  /** Stands on, and another like it names who takes over: where a row lies cannot be changed. */
  | 'copied'
  | 'deleted'
  /** A column says when or that it ended. */
  | { readonly ended: string }
  /** These columns hold nothing any more. */
  | { readonly emptied: readonly string[] };

export type Step<Given> = (writer: Writer, given: Given, later: LaterNouns) => Promise<void>;
export type Fate<Given> = {
  readonly outcome: Outcome;
  /** Why it stays, or what is done and to which rows. */
  readonly says: string;
  /** Several lines may share one step: it is run once, at the first of them. Without one the act itself or another line does it. */
  readonly step?: Step<Given>;
};
type Fates<Events> = { readonly [Event in keyof Events]: Fate<Events[Event]> };

type At = { readonly table: string; readonly column: string };
export type OrganizationLine = At & { readonly of: 'organization'; readonly on: Fates<OrganizationEvents> };
export type PersonLine = At & { readonly of: 'person'; readonly on: Fates<PersonEvents> };
export type Line = OrganizationLine | PersonLine;
/** Text of or about a person that is still there after an erasure. */
export type Retained = At & { readonly why: string };

/** Where something of a person is kept: whoever reads there sees it. */
export type DataPlace = {
  readonly path: Path;
  readonly name_zh: string;
  readonly because: 'home' | 'membership' | 'activity';
  readonly activity_id: Id | null;
};

/** What one noun says of its rows, in its `lifecycle.ts`. */
export type Lifecycle = {
  readonly lines: readonly Line[];
  readonly retained?: readonly Retained[];
  /** The places that it lets see the data of a person, asked for “who can see my data”. */
  readonly dataPlaces?: (reader: Reader, person: Id) => Promise<readonly DataPlace[]>;
  /** What would be left without anybody in charge if the organisation ended. */
  readonly count?: (reader: Reader, organization: Place, now: Date) => Promise<Partial<Record<LeftKind, Counted>>>;
  /** The last day of which it keeps something that happened here: none ends before that. */
  readonly lastDay?: (reader: Reader, organization: Place, today: BusinessDate) => Promise<BusinessDate | null>;
  /** The last day, today at the latest, for which something was set beforehand: an end that a job carries out late does not wait for it. */
  readonly lastPlannedDay?: (reader: Reader, organization: Place, today: BusinessDate) => Promise<BusinessDate | null>;
};

/** What all nouns say, as the services hand it to an act. */
export type Nouns = { readonly lifecycles: readonly Lifecycle[]; readonly later: LaterNouns };

export const stays = (why: string): Fate<unknown> => ({ outcome: 'stays', says: why });
export const becomes = <Given>(outcome: Outcome, says: string, step?: Step<Given>): Fate<Given> =>
  step === undefined ? { outcome, says } : { outcome, says, step };

/** A path that is a copy of its organisation’s, so that a list below a place needs no join. */
export const follows = (table: string, column: string): Fate<Moved> =>
  becomes('follows', 'the copy of the path goes with the organisation', (writer, { from, to }) =>
    writer.run(replacedStart({ table, column, from, to })),
  );

function replacedStart(given: { table: string; column: string; from: Path; to: Path }): Sql {
  const [table, column] = [sql.raw(given.table), sql.raw(given.column)];
  return sql`update ${table} set ${column} = ${given.to} || substr(${column}, ${given.from.length + 1}) where ${column} like ${`${given.from}%`}`;
}

/** Both ways in which an organisation ends: with a successor, or without one, when the superior takes over. */
export const ends = (fate: Fate<Leaving>): Pick<Fates<OrganizationEvents>, 'dissolved' | 'merged'> => ({
  dissolved: fate,
  merged: fate,
});

export const ofOrganization = (table: string, column: string, on: Fates<OrganizationEvents>): OrganizationLine => ({
  of: 'organization',
  table,
  column,
  on,
});

/** Columns that go on naming the organisation whatever becomes of it. */
export const keepsOrganization = (table: string, columns: readonly string[], why: string): readonly Line[] =>
  columns.map((column) => ofOrganization(table, column, { moved: stays(why), ...ends(stays(why)) }));

/** Whether somebody asked to be forgotten or should never have been imported: nothing that names the person stays. */
export const goes = (fate: Fate<Going>): Pick<Fates<PersonEvents>, 'erased' | 'unimported'> => ({
  erased: fate,
  unimported: fate,
});

export const ofPerson = (table: string, column: string, on: Fates<PersonEvents>): PersonLine => ({
  of: 'person',
  table,
  column,
  on,
});

/** Columns that go on naming the person by id alone, whatever becomes of the name. */
export const keepsPerson = (table: string, columns: readonly string[], why: string): readonly PersonLine[] =>
  columns.map((column) => ofPerson(table, column, { withdrawn: stays(why), ...goes(stays(why)), merged: stays(why) }));

export const retains = (table: string, columns: readonly string[], why: string): readonly Retained[] =>
  columns.map((column) => ({ table, column, why }));

/** What the lines of all nouns say of an organisation, each step once. */
export async function settleOrganization<Event extends keyof OrganizationEvents>(
  writer: Writer,
  nouns: Nouns,
  { event, given }: { readonly event: Event; readonly given: OrganizationEvents[Event] },
): Promise<void> {
  const lines = linesOf(nouns).filter((line) => line.of === 'organization');
  await run(writer, { fates: lines.map(({ on }): Fate<OrganizationEvents[Event]> => on[event]), given, nouns });
}

/** The same of a person. */
export async function settlePerson<Event extends keyof PersonEvents>(
  writer: Writer,
  nouns: Nouns,
  { event, given }: { readonly event: Event; readonly given: PersonEvents[Event] },
): Promise<void> {
  const lines = linesOf(nouns).filter((line) => line.of === 'person');
  await run(writer, { fates: lines.map(({ on }): Fate<PersonEvents[Event]> => on[event]), given, nouns });
}

const linesOf = ({ lifecycles }: Nouns): readonly Line[] => lifecycles.flatMap(({ lines }) => lines);

async function run<Given>(
  writer: Writer,
  { fates, given, nouns }: { readonly fates: readonly Fate<Given>[]; readonly given: Given; readonly nouns: Nouns },
): Promise<void> {
  const steps = fates.flatMap(({ step }) => step ?? []);
  for (const step of new Set(steps)) await step(writer, given, nouns.later);
}
