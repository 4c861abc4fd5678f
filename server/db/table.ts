/**
 * What a noun says of each of its tables in `server/<noun>/tables.ts`: where the rows lie when one machine is not enough, what the
 * application's role may do with them, and how `npm run verify` knows what was done to them by hand. Only its owner writes a table,
 * and a noun reads its own tables and those of nouns before it (server/proof/statements/statements.after.ts holds every statement
 * of the test run to this).
 */
export type Table = {
  readonly evidence: Evidence;
  readonly distribution: Distribution;
  readonly privilege: Privilege;
};
export type Tables = Readonly<Record<string, Table>>;

/**
 * Rows that somebody may rest a claim on: hours, identity, permission, rules, and what was planned and decided. A row that no
 * audited write of the platform left is named by its table and key, whatever the column (decision 062).
 * demo/evidence.test.ts tries each table and each column.
 */
export type Evidence =
  /** Its key is written down at night, too, so that a row that is gone is missed. */
  | 'kept'
  /** Many: that one is gone is told by the transfers, stamps and events that speak of it. */
  | 'told'
  /** Has a chain, a seal or a sum of its own, which verify computes anew. */
  | 'sealed'
  /** Not watched; the reason stands in docs/threats.md. */
  | 'none';

/**
 * Nothing here changes how one server works; it keeps the schema in a shape that Citus can take without a rewrite (design
 * section 3). server/proof/distribution.test.ts holds the schema to it, server/proof/hot-statements.test.ts the hot statements.
 */
export type Distribution =
  /** Split by a column. Tables of one group with equal values lie on one machine, so they join and commit there. */
  | { readonly kind: 'distributed'; readonly group: Group; readonly column: string }
  /** A full copy on every machine: read everywhere, written rarely, joined with everything. */
  | { readonly kind: 'reference' }
  /** On the first machine only: short-lived or of the installation itself, never joined with distributed tables. */
  | { readonly kind: 'local' };

/** `alone` tables are split by a key of their own and joined with nothing. */
export type Group = 'volunteer' | 'activity' | 'event' | 'alone';

export const byVolunteer = (column = 'volunteer_id'): Distribution => ({
  kind: 'distributed',
  group: 'volunteer',
  column,
});
export const byActivity = (column = 'activity_id'): Distribution => ({
  kind: 'distributed',
  group: 'activity',
  column,
});
/** Audit events, and what the nightly seal keeps of each. */
export const byEvent = (column: string): Distribution => ({ kind: 'distributed', group: 'event', column });
export const alone = (column: string): Distribution => ({ kind: 'distributed', group: 'alone', column });
export const reference: Distribution = { kind: 'reference' };
export const local: Distribution = { kind: 'local' };

/**
 * Reading is allowed everywhere. History may only be added to: neither a fault of the platform nor SQL that somebody smuggles
 * in can change or remove it, because the database refuses. server/db/apply-privileges.ts grants exactly this after each
 * migration; server/proof/privileges.test.ts holds the tables against the catalogue and tries everything else.
 */
export type Privilege = {
  readonly insert: boolean;
  /** All columns, or those named, by which a row of state ends, is answered or is erased; none is the same as an empty list. */
  readonly update: 'all' | readonly string[];
  readonly delete: boolean;
};

export const read: Privilege = { insert: false, update: [], delete: false };
/** History: what stands there stays as it is. */
export const insert: Privilege = { insert: true, update: [], delete: false };
export const insertAndUpdate = (...columns: readonly string[]): Privilege => ({
  insert: true,
  update: columns,
  delete: false,
});
/** Plans and what is kept by the year: edited until it is done, never removed. */
export const insertAndUpdateAll: Privilege = { insert: true, update: 'all', delete: false };
/** Rows that may also go, such as the way from a phone to a person who gave it up. */
export const insertAndDelete = (...columns: readonly string[]): Privilege => ({
  insert: true,
  update: columns,
  delete: true,
});
/** Nothing that anybody will ask about: counters, sessions, messages, what is computed from history. */
export const all: Privilege = { insert: true, update: 'all', delete: true };

export type Distributions = Readonly<Record<string, Distribution>>;
export type EvidenceOfTables = Readonly<Record<string, Evidence>>;
export type Privileges = Readonly<Record<string, Privilege>>;
