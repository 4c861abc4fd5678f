import type { Cell } from '../../../domain/files/cells.ts';
import type { Id } from '../../../domain/id.ts';
import type { OrganizationKind } from '../../../domain/organizations/kinds.ts';
import { fullMoment } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { monthTotals, type MonthTotal } from '../../ledger/queries.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';

type Asked = { readonly organization_id: Id; readonly year: number };
type Month = Pick<MonthTotal, 'credit_minutes' | 'honorary_minutes'>;
type Below = { id: Id; name: string; kind: OrganizationKind; is_dissolved: boolean };

/** What an organisation is is the whole less what its parts have, so that the lines add up whatever moved or was dissolved. */
export async function hoursByMonth(reader: Reader, actor: Actor, { organization_id, year }: Asked, now: Date) {
  const organization = await loadOrganization(reader, organization_id);
  actor.require('records.read', { path: organization.path }, 'organizations.read');
  const parts = await reader.all<Below>(sql`
    select id, name_zh as name, kind, dissolved_on is not null as is_dissolved from organizations where parent_id = ${organization_id} order by ordinal`);
  const totals = await monthTotals(reader, [organization_id, ...parts.map((part) => part.id)], year);
  const monthsOf = (id: Id): Month[] =>
    Array.from({ length: 12 }, (_, index) => {
      const found = totals.find((total) => total.organization_id === id && total.month === index + 1);
      return { credit_minutes: found?.credit_minutes ?? 0, honorary_minutes: found?.honorary_minutes ?? 0 };
    });
  const whole = monthsOf(organization_id);
  const below = parts.map(({ id, ...part }) => ({ organization_id: id, ...part, months: monthsOf(id) }));
  const itself = whole.map((month, index) => ({
    credit_minutes:
      month.credit_minutes - below.reduce((sum, part) => sum + (part.months[index]?.credit_minutes ?? 0), 0),
    honorary_minutes:
      month.honorary_minutes - below.reduce((sum, part) => sum + (part.months[index]?.honorary_minutes ?? 0), 0),
  }));
  const shown = below.filter(
    (part) =>
      !part.is_dissolved || part.months.some((month) => month.credit_minutes !== 0 || month.honorary_minutes !== 0),
  );
  const reads = actor.scope('records.read').below.some((path) => organization.path.startsWith(path));
  return { name: organization.name, year, as_of: now, whole, itself, below: shown, can: { open_rows: reads } };
}

type Made = Awaited<ReturnType<typeof hoursByMonth>>;

/** Two sheets, as an office files them: credit and honorary hours are never added together. */
export function hoursSheets({
  name,
  year,
  as_of,
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
        [`${name} ${year} 年${word}，单位小时，截至 ${fullMoment(as_of)}`],
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
