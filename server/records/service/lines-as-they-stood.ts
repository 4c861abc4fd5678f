/** One line for each organisation that stood at or below a place, by the tree of each day and the books of a named one. */
import type { Id } from '../../../domain/id.ts';
import { closingDay, type BooksOfDay } from '../../../domain/ledger/as-of.ts';
import type { Days } from '../../../domain/records/period-before.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { atOrBelowAny } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { givenAsItStood, type StoodTotal } from '../../ledger/queries.ts';
import { nameOn, organizationsOn } from '../../organizations/tree/as-of.ts';
import { mayReadRecorded, pathsEver } from '../../organizations/tree/recorded-paths.ts';
import { wayBelow, type PlaceShown } from './as-it-stood.ts';

export type Both = {
  readonly credit_minutes: number;
  readonly honorary_minutes: number;
  readonly credit_before: number;
  readonly honorary_before: number;
};
type Asked = Days & {
  readonly organization: { readonly id: Id; readonly path: string };
  readonly before: Days;
  readonly books: BooksOfDay;
};
type Line = PlaceShown & Both & { readonly depth: number; readonly parent_name: string | null };
type Known = PlaceShown & { readonly ordinal: number; readonly path: string };

/** An organisation that moved within the place has one line, where it stood last. */
export async function linesAsTheyStood(
  reader: Reader,
  actor: Actor,
  { organization, from, until, before, books }: Asked,
): Promise<Line[]> {
  const tops = await pathsEver(reader, organization);
  const given = await givenAsItStood(reader, tops, { from, until }, books.as_of);
  const earlier = await givenAsItStood(reader, tops, before, books.as_of);
  const day = closingDay(until, books.day);
  const standing = await standingBelow(reader, tops, day);
  const lastPath = new Map<Id, string>(standing.map((one) => [one.id, one.path]));
  for (const line of inOrder([...earlier, ...given])) {
    if (!standing.some((one) => one.id === line.organization_id)) lastPath.set(line.organization_id, line.path);
  }
  const places = await knownOn(reader, day, [...lastPath.values()]);
  const byOrdinal = new Map(places.map((place) => [place.ordinal, place]));
  const mayRead = (id: Id, path: string): boolean =>
    mayReadRecorded(actor, 'records.read', {
      organization_path: places.find((place) => place.organization_id === id)?.path ?? path,
      path_of_day: path,
    });
  const sumOf = (lines: readonly StoodTotal[], id: Id, unit: 'credit_minutes' | 'honorary_minutes'): number =>
    lines
      .filter((line) => line.organization_id === id && mayRead(id, line.path))
      .reduce((sum, line) => sum + line[unit], 0);
  return [...lastPath]
    .map(([id, path]) => ({ id, way: wayBelow(path, tops), path }))
    .filter(
      ({ id, path }) =>
        mayRead(id, path) ||
        [...given, ...earlier].some((line) => line.organization_id === id && mayRead(id, line.path)),
    )
    .sort((one, other) => byNumbers(one.way, other.way))
    .flatMap(({ id, way, path }) => {
      const place = places.find((one) => one.organization_id === id);
      if (place === undefined) return [];
      const above = Number(path.split('/').at(-3));
      return {
        organization_id: id,
        name: place.name,
        kind: place.kind,
        is_dissolved: place.is_dissolved,
        depth: way.length,
        parent_name: way.length === 0 ? null : (byOrdinal.get(above)?.name ?? null),
        credit_minutes: sumOf(given, id, 'credit_minutes'),
        honorary_minutes: sumOf(given, id, 'honorary_minutes'),
        credit_before: sumOf(earlier, id, 'credit_minutes'),
        honorary_before: sumOf(earlier, id, 'honorary_minutes'),
      };
    });
}

const inOrder = (lines: readonly StoodTotal[]): StoodTotal[] =>
  [...lines].sort((one, other) => (one.last_day < other.last_day ? -1 : Number(one.last_day > other.last_day)));

function byNumbers(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at === -1 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
}

/** Who stood there at the end has a line, with or without hours. */
const standingBelow = (
  reader: Reader,
  tops: readonly string[],
  day: BusinessDate,
): Promise<{ id: Id; path: string }[]> =>
  reader.all(sql`select o.id, o.path from ${organizationsOn(day)} o where ${atOrBelowAny(sql`o.path`, tops)}`);

/** The organisations of these paths and all that stand above them in these, with the names of that day and the paths of today. */
function knownOn(reader: Reader, day: BusinessDate, paths: readonly string[]): Promise<Known[]> {
  const ordinals = [...new Set(paths.flatMap((path) => wayBelow(path, ['/'])))];
  return reader.all<Known>(sql`
    select o.id as organization_id, o.ordinal, o.path, ${nameOn(sql`${day}::date`)} as name, o.kind, coalesce(o.dissolved_on <= ${day}::date, false) as is_dissolved
    from organizations o where o.ordinal = any(${ordinals}::int[])`);
}
