import type { Scope } from '../../domain/access.ts';
import { sql, Sql } from './sql.ts';

/** The one place that says "this organisation and below" in SQL. Paths hold digits and slashes only, so LIKE needs no escape. */
export function atOrBelow(column: Sql, path: string): Sql {
  return sql`${column} like ${`${path}%`}`;
}

/** The same for any of several paths; without one it matches nothing. */
export function atOrBelowAny(column: Sql, paths: readonly string[]): Sql {
  return paths.length === 0
    ? sql`false`
    : sql`(${sql.join(
        paths.map((path) => atOrBelow(column, path)),
        ' or ',
      )})`;
}

/**
 * The same between two columns. A pattern made from a column cannot use the index, a range can: everything below "/1/7/"
 * lies from "/1/7/" up to "/1/70", as "0" follows "/".
 */
export function columnAtOrBelow(column: Sql, ancestor: Sql): Sql {
  return sql`(${column} ~>=~ ${ancestor} and ${column} ~<~ (left(${ancestor}, -1) || '0'))`;
}

/** Rows whose path lies within a scope of grants; an empty scope matches nothing. */
export function within(column: Sql, scope: Scope): Sql {
  const prefixes = scope.below.map((path) => `${path}%`);
  if (scope.exact.length === 0 && prefixes.length === 1) return sql`${column} like ${prefixes[0]}`;
  return sql`(${column} = any(${scope.exact}::text[]) or ${column} like any(${prefixes}::text[]))`;
}

/** Paths of all ancestors and the organisation itself, nearest last: "/1/7/" -> ["/1/", "/1/7/"]. */
export function pathsUpwards(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}/`);
}

/** The last number of a path: that of its organisation, wherever it moves. */
export function ordinalOf(path: string): number {
  return Number(path.split('/').at(-2));
}

/** The number of the organisation that a path belongs to, whether it still lies there or has moved. */
export function ordinalIn(column: Sql): Sql {
  return sql`substring(${column} from '([0-9]+)/$')::int`;
}

/**
 * Rows of each organisation with itself and every superior, for what is summed upwards: a path is made of their ordinals.
 * Compared as texts, so that a path which somebody spoilt in the database stops no sum of others; verify names it.
 */
export const superiors: Sql = sql`(
  select o.id as organization_id, above.id as superior_id
  from organizations o cross join lateral unnest(string_to_array(btrim(o.path, '/'), '/')) as way (ordinal) join organizations above on above.ordinal::text = way.ordinal)`;
