import type { Cell } from '../../../domain/files/cells.ts';
import type { Id } from '../../../domain/id.ts';
import { booksOf, closingDay, type BooksOfDay } from '../../../domain/ledger/as-of.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { givenAsItStood, monthTotals, type MonthTotal } from '../../ledger/queries.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { pathsEver } from '../../organizations/tree/recorded-paths.ts';
import { placesOn, standingWords, wayBelow, type PlaceShown } from './as-it-stood.ts';

type Asked = {
  readonly organization_id: Id;
  readonly year: number;
  /** As it stood, by the books of this day; without it, as it stands. */
  readonly as_it_stood?: BusinessDate | undefined;
};
type Month = Pick<MonthTotal, 'credit_minutes' | 'honorary_minutes'>;
type Part = PlaceShown & { readonly months: Month[] };
type Figures = { readonly whole: Month[]; readonly itself: Month[]; readonly below: Part[] };

export async function hoursByMonth(reader: Reader, actor: Actor, asked: Asked, now: Date) {
  const { organization_id, year } = asked;
  const organization = await loadOrganization(reader, organization_id);
  actor.require('records.read', { path: organization.path }, 'organizations.read');
  const books = asked.as_it_stood === undefined ? null : booksOf(asked.as_it_stood, now);
  const figures =
    books === null
      ? await asItStands(reader, organization_id, year)
      : await asItStood(reader, organization, year, books);
  const shown = figures.below.filter((part) => !part.is_dissolved || part.months.some(isSomething));
  const reads = actor.scope('records.read').below.some((path) => organization.path.startsWith(path));
  return {
    name: organization.name,
    year,
    as_it_stood: books?.day ?? null,
    as_of: books?.as_of ?? now,
    ...figures,
    below: shown,
    can: { open_rows: reads },
  };
}

/** What an organisation is is the whole less what its parts have, so that the lines add up whatever moved or was dissolved. */
async function asItStands(reader: Reader, organizationId: Id, year: number): Promise<Figures> {
  const parts = await reader.all<PlaceShown>(sql`
    select id as organization_id, name_zh as name, kind, dissolved_on is not null as is_dissolved from organizations where parent_id = ${organizationId} order by ordinal`);
  const totals = await monthTotals(reader, [organizationId, ...parts.map((part) => part.organization_id)], year);
  const monthsOf = (id: Id): Month[] =>
    yearOf((number) => totals.filter((total) => total.organization_id === id && total.month === number));
  const whole = monthsOf(organizationId);
  const below = parts.map((part) => ({ ...part, months: monthsOf(part.organization_id) }));
  const itself = whole.map((month, index) => less(month, sum(below.flatMap((part) => part.months[index] ?? []))));
  return { whole, itself, below };
}

/** By the path that each transaction carries: what came through a part counts there on the days on which it stood there. */
async function asItStood(
  reader: Reader,
  organization: { readonly id: Id; readonly path: string },
  year: number,
  { day, as_of }: BooksOfDay,
): Promise<Figures> {
  const period = { from: `${year}-01-01`, until: `${year}-12-31` };
  const paths = await pathsEver(reader, organization);
  const given = (await givenAsItStood(reader, paths, period, as_of)).map((line) => ({
    ...line,
    way: wayBelow(line.path, paths),
  }));
  const monthsOf = (lines: typeof given): Month[] =>
    yearOf((number) => lines.filter((line) => Number(line.month.slice(5)) === number));
  const parts = await placesOn(reader, closingDay(period.until, day), {
    ordinals: given.flatMap(({ way }) => way[0] ?? []),
    parent_id: organization.id,
  });
  return {
    whole: monthsOf(given),
    itself: monthsOf(given.filter(({ way }) => way.length === 0)),
    below: parts.map(({ ordinal, ...part }) => ({
      ...part,
      months: monthsOf(given.filter(({ way }) => way[0] === ordinal)),
    })),
  };
}

const yearOf = (linesOf: (month: number) => readonly Month[]): Month[] =>
  Array.from({ length: 12 }, (_, index) => sum(linesOf(index + 1)));
const sum = (months: readonly Month[]): Month => ({
  credit_minutes: months.reduce((all, month) => all + month.credit_minutes, 0),
  honorary_minutes: months.reduce((all, month) => all + month.honorary_minutes, 0),
});
const less = (month: Month, other: Month): Month => ({
  credit_minutes: month.credit_minutes - other.credit_minutes,
  honorary_minutes: month.honorary_minutes - other.honorary_minutes,
});
const isSomething = (month: Month): boolean => month.credit_minutes !== 0 || month.honorary_minutes !== 0;

type Made = Awaited<ReturnType<typeof hoursByMonth>>;

/** Two sheets, as an office files them: credit and honorary hours are never added together. */
export function hoursSheets({
  name,
  year,
  as_of,
  as_it_stood,
  whole,
  itself,
  below,
}: Made): { name: string; rows: readonly (readonly Cell[])[] }[] {
  const lines = [{ name: `${name}（含下级）`, months: whole }, { name: `${name}本级`, months: itself }, ...below];
  return (['credit_minutes', 'honorary_minutes'] as const).map((unit) => {
    const word = unit === 'credit_minutes' ? '信用时数' : '荣誉时数';
    return {
      name: word,
      rows: [
        [`${name} ${year} 年${word}，单位小时，${standingWords({ as_it_stood, as_of })}`],
        ['组织', ...Array.from({ length: 12 }, (_, index) => `${index + 1} 月`), '全年'],
        ...lines.map((line) => [
          line.name,
          ...[...line.months.map((month) => month[unit]), line.months.reduce((sum, month) => sum + month[unit], 0)].map(
            (minutes) => Math.round(minutes / 0.6) / 100,
          ),
        ]),
      ],
    };
  });
}
