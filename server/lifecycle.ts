/**
 * What becomes of a row when the organisation that it names moves, ends or is joined with another. Each noun says it for its
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

/** What the row is afterwards, which is what the test looks for. */
export type Outcome =
  | 'stays'
  /** The path begins as that of the organisation does now. */
  | 'follows'
  /** Names who takes over. */
  | 'heir'
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

export type Line = { readonly table: string; readonly column: string } & {
  readonly of: 'organization';
  readonly on: Fates<OrganizationEvents>;
};

/** What one noun says of its rows, in its `lifecycle.ts`. */
export type Lifecycle = {
  readonly lines: readonly Line[];
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

export const ofOrganization = (table: string, column: string, on: Fates<OrganizationEvents>): Line => ({
  of: 'organization',
  table,
  column,
  on,
});

/** Columns that go on naming the organisation whatever becomes of it. */
export const keepsOrganization = (table: string, columns: readonly string[], why: string): readonly Line[] =>
  columns.map((column) => ofOrganization(table, column, { moved: stays(why), ...ends(stays(why)) }));

/** What the lines of all nouns say of an organisation, each step once. */
export async function settleOrganization<Event extends keyof OrganizationEvents>(
  writer: Writer,
  { lifecycles, later }: Nouns,
  { event, given }: { readonly event: Event; readonly given: OrganizationEvents[Event] },
): Promise<void> {
  const lines = lifecycles.flatMap(({ lines }) => lines).filter((line) => line.of === 'organization');
  const steps = lines.flatMap(({ on }) => {
    const fate: Fate<OrganizationEvents[Event]> = on[event];
    return fate.step ?? [];
  });
  for (const step of new Set(steps)) await step(writer, given, later);
}
