import type { Cell } from '../../../domain/files/cells.ts';
import type { Id } from '../../../domain/id.ts';
import { kindNames, type OrganizationKind } from '../../../domain/organizations/kinds.ts';
import { periodBefore, type Days } from '../../../domain/records/period-before.ts';
import { booksOf } from '../../../domain/ledger/as-of.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { atOrBelow } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { organizationTotals } from '../../ledger/queries.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { standingWords, type PlaceShown } from './as-it-stood.ts';
import { linesAsTheyStood, type Both } from './lines-as-they-stood.ts';

type Asked = Days & {
  readonly organization_id: Id;
  /** As it stood, by the books of this day; without it, as it stands. */
  readonly as_it_stood?: BusinessDate | undefined;
};
type Place = {
  readonly id: Id;
  readonly parent_id: Id | null;
  readonly path: string;
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly is_dissolved: boolean;
};
type Row = PlaceShown & Both & { readonly depth: number; readonly parent_name: string | null };
const units = ['credit_minutes', 'honorary_minutes'] as const;
const nothing: Both = { credit_minutes: 0, honorary_minutes: 0, credit_before: 0, honorary_before: 0 };
const figures = ['credit_minutes', 'honorary_minutes', 'credit_before', 'honorary_before'] as const;
const isNothing = (both: Both): boolean => figures.every((figure) => both[figure] === 0);
const sumOf = (rows: readonly Both[]): Both =>
  rows.reduce<Both>(
    (sum, row) => ({
      credit_minutes: sum.credit_minutes + row.credit_minutes,
      honorary_minutes: sum.honorary_minutes + row.honorary_minutes,
      credit_before: sum.credit_before + row.credit_before,
      honorary_before: sum.honorary_before + row.honorary_before,
    }),
    nothing,
  );

/**
 * One line for each organisation at and below, in the order of the tree, with what it posted itself, so that the lines add up to the
 * ledger's own total. The period before stands beside. Who reads one place alone sees its line alone.
 */
export async function hoursBelow(reader: Reader, actor: Actor, asked: Asked, now: Date) {
  const { from, until } = asked;
  const organization = await loadOrganization(reader, asked.organization_id);
  actor.require('records.read', { path: organization.path }, 'organizations.read');
  const before = periodBefore({ from, until });
  const books = asked.as_it_stood === undefined ? null : booksOf(asked.as_it_stood, now);
  const found =
    books === null
      ? await asItStands(reader, actor, { organization, from, until, before })
      : await linesAsTheyStood(reader, actor, { organization, from, until, before, books });
  const rows = found.filter((row) => !row.is_dissolved || !isNothing(row));
  return {
    name: organization.name,
    from,
    until,
    before,
    as_it_stood: books?.day ?? null,
    as_of: books?.as_of ?? now,
    sum: sumOf(rows),
    rows,
  };
}

type Spans = Days & { readonly organization: { readonly id: Id; readonly path: string }; readonly before: Days };

/** What each posted itself is its whole less that of its parts. */
async function asItStands(reader: Reader, actor: Actor, { organization, before, ...period }: Spans): Promise<Row[]> {
  const places = await reader.all<Place>(sql`
    select id, parent_id, path, name_zh as name, kind, dissolved_on is not null as is_dissolved from organizations
    where ${atOrBelow(sql`path`, organization.path)} order by string_to_array(btrim(path, '/'), '/')::int[]`);
  const [given, earlier] = [await ownMinutes(reader, places, period), await ownMinutes(reader, places, before)];
  const names = new Map(places.map((place) => [place.id, place.name]));
  const depth = organization.path.split('/').length;
  return places
    .filter((place) => actor.may('records.read', { path: place.path }))
    .map((place) => {
      const [own, past] = [given.get(place.id), earlier.get(place.id)];
      return {
        organization_id: place.id,
        name: place.name,
        kind: place.kind,
        is_dissolved: place.is_dissolved,
        depth: place.path.split('/').length - depth,
        parent_name: place.id === organization.id ? null : (names.get(place.parent_id ?? '') ?? null),
        credit_minutes: own?.credit_minutes ?? 0,
        honorary_minutes: own?.honorary_minutes ?? 0,
        credit_before: past?.credit_minutes ?? 0,
        honorary_before: past?.honorary_minutes ?? 0,
      };
    });
}

type Own = Record<(typeof units)[number], number>;

async function ownMinutes(reader: Reader, places: readonly Place[], period: Days): Promise<ReadonlyMap<Id, Own>> {
  const wholes = await organizationTotals(
    reader,
    places.map((place) => place.id),
    period,
  );
  const own = new Map<Id, Own>(
    wholes.map((whole) => [
      whole.organization_id,
      { credit_minutes: whole.credit_minutes, honorary_minutes: whole.honorary_minutes },
    ]),
  );
  const whole = new Map(wholes.map((each) => [each.organization_id, each]));
  for (const place of places) {
    const above = own.get(place.parent_id ?? '');
    const part = whole.get(place.id);
    if (above === undefined || part === undefined) continue;
    for (const unit of units) above[unit] -= part[unit];
  }
  return own;
}

type Made = Awaited<ReturnType<typeof hoursBelow>>;
const inHours = (minutes: number): number => Math.round(minutes / 0.6) / 100;

export function hoursBelowSheet({ name, from, until, before, as_of, as_it_stood, rows, sum }: Made): {
  name: string;
  rows: readonly (readonly Cell[])[];
} {
  const cells = (row: Both): Cell[] => [
    row.credit_minutes,
    inHours(row.credit_minutes),
    row.credit_before,
    inHours(row.credit_before),
    row.honorary_minutes,
    inHours(row.honorary_minutes),
    row.honorary_before,
    inHours(row.honorary_before),
  ];
  return {
    name: '各组织时数',
    rows: [
      [
        `${name} ${from} 至 ${until} 各组织本级入账的时数，上期 ${before.from} 至 ${before.until}，${standingWords({ as_it_stood, as_of })}`,
      ],
      [
        '组织',
        '上级',
        '类别',
        '信用（分钟）',
        '信用（小时）',
        '上期信用（分钟）',
        '上期信用（小时）',
        '荣誉（分钟）',
        '荣誉（小时）',
        '上期荣誉（分钟）',
        '上期荣誉（小时）',
      ],
      ...rows.map((row): Cell[] => [
        row.name,
        row.parent_name ?? '',
        row.is_dissolved ? '已撤销' : kindNames[row.kind].zh,
        ...cells(row),
      ]),
      ['合计', '', '', ...cells(sum)],
    ],
  };
}
