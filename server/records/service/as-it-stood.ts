/** Sums of hours as they stood: by the tree of each day and the books of a named one. What pages and sheets of it share. */
import type { Id } from '../../../domain/id.ts';
import type { OrganizationKind } from '../../../domain/organizations/kinds.ts';
import { fullMoment, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { nameOn, organizationsOn } from '../../organizations/tree/as-of.ts';

export type PlaceShown = {
  readonly organization_id: Id;
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly is_dissolved: boolean;
};

/** The numbers of the organisations between the nearest of these paths and the end of a path below it: none is that place itself. */
export function wayBelow(path: string, tops: readonly string[]): number[] {
  const top = tops.find((one) => path.startsWith(one)) ?? '/';
  return path
    .slice(top.length)
    .split('/')
    .filter((part) => part !== '')
    .map(Number);
}

/** With the names they had on that day: those of these numbers, and those that stood directly below an organisation on it. */
export function placesOn(
  reader: Reader,
  day: BusinessDate,
  which: { readonly ordinals: readonly number[]; readonly parent_id: Id },
): Promise<(PlaceShown & { readonly ordinal: number })[]> {
  return reader.all(sql`
    select o.id as organization_id, o.ordinal, ${nameOn(sql`${day}::date`)} as name, o.kind, coalesce(o.dissolved_on <= ${day}::date, false) as is_dissolved from organizations o
    where o.ordinal = any(${which.ordinals}::int[]) or o.id in (select s.id from ${organizationsOn(day)} s where s.parent_id = ${which.parent_id}) order by o.ordinal`);
}

type Named = { readonly as_it_stood: BusinessDate | null; readonly as_of: Date };

/** What a sheet says about itself: whose tree, whose books. */
export const standingWords = ({ as_it_stood, as_of }: Named): string =>
  as_it_stood === null ? `按现在归属，截至 ${fullMoment(as_of)}` : `按当时归属，账记到 ${as_it_stood}`;

/** The same for the name of a file. */
export const standingName = ({ as_it_stood }: Pick<Named, 'as_it_stood'>): string =>
  as_it_stood === null ? '按现在归属' : `按当时归属 账记到 ${as_it_stood}`;
