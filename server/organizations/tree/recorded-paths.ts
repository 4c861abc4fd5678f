/**
 * What was recorded keeps the path of its day (its line in the lifecycle of its noun says so), and organisations move. Who had the place above
 * them then goes on reading what happened in his time; the organisation itself and who is above it now read it too.
 * What is still to be decided about a record goes by the path of today.
 */
import type { Permission, Scope } from '../../../domain/access.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { atOrBelow, ordinalOf, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';

/** Recorded rows that a scope reads: at its paths of today, and at those that organisations in it had before. */
export async function recordedWithin(reader: Reader, column: Sql, scope: Scope): Promise<Sql> {
  const former = await paths(reader, sql`${within(sql`o.path`, scope)}`);
  return within(column, { exact: [...scope.exact, ...former], below: scope.below });
}

/** Recorded rows of an organisation and all below it as the tree stands now: those that its totals add up. */
export async function recordedBelow(reader: Reader, column: Sql, path: string): Promise<Sql> {
  const joined = await paths(reader, atOrBelow(sql`o.path`, path));
  const left = await paths(reader, sql`${atOrBelow(sql`f.path`, path)} and not ${atOrBelow(sql`o.path`, path)}`);
  return sql`(${atOrBelow(column, path)} and ${column} <> all(${left}::text[]) or ${column} = any(${joined}::text[]))`;
}

/** Every path that an organisation has or had: with all below them, what stood below it on the day, wherever it stood itself. */
export async function pathsEver(
  reader: Reader,
  organization: { readonly id: string; readonly path: string },
): Promise<string[]> {
  return [...new Set([organization.path, ...(await paths(reader, sql`o.id = ${organization.id}`))])];
}

/** Recorded rows that somebody in the scope stood above on the day, wherever the two have moved since. */
export const stoodWithin = (column: Sql, scope: Scope): Sql =>
  sql`${column} like any(${scope.below.map((top) => `%/${ordinalOf(top)}/%`)}::text[])`;

const stoodBelow = (path: string, scope: Scope): boolean =>
  scope.below.some((top) => path.includes(`/${ordinalOf(top)}/`));

async function paths(reader: Reader, which: Sql): Promise<string[]> {
  const rows = await reader.all<{ path: string }>(
    sql`select f.path from former_paths f join organizations o on o.id = f.organization_id where ${which}`,
  );
  return rows.map((row) => row.path);
}

export type RecordedPlace = {
  readonly organization_path: string;
  readonly path_of_day: string;
  readonly activity_id?: string;
};

/** Reading: by the path of today, by that of its day, or because the reader's own place stood above it on that day. */
export function mayReadRecorded(actor: Actor, permission: Permission, place: RecordedPlace): boolean {
  return (
    [place.organization_path, place.path_of_day].some((path) =>
      actor.may(permission, { path, activity_id: place.activity_id ?? null }),
    ) || stoodBelow(place.path_of_day, actor.scope(permission))
  );
}
