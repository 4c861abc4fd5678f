import type { Id } from '../../../domain/id.ts';
import { countyClass, countyClasses, type BuildStep } from '../../../domain/organizations/build-steps.ts';
import { compareLines, lineState, lineStates, type LineState } from '../../../domain/organizations/county-overview.ts';
import { cityCoverage, printShare } from '../../../domain/organizations/coverage.ts';
import { businessDate, dayMs, startOfDay, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { columnAtOrBelow } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { organizationsOn, pathOn } from '../tree/as-of.ts';
import { isSuperior } from '../tree/level-of.ts';
import { loadReadable } from '../tree/load-organization.ts';

export type OverviewQuery = {
  organization_id: Id;
  on?: BusinessDate | undefined;
  state?: LineState | 'open' | undefined;
  city_id?: Id | undefined;
  watcher?: string | undefined;
  words?: string | undefined;
  founded?: 'yes' | 'no' | undefined;
};

/** A value of the ledger with the visit that corrected it, and what stood there before (G18). */
type Held<Body> = {
  body: Body;
  visit_id: Id | null;
  visited_on: string | null;
  visited_id: Id | null;
  before: Body | null;
} | null;
type Sheet = { deadline: string; person: string };

type CountyRow = {
  county_id: Id;
  county_name: string;
  city_id: Id | null;
  city_name: string;
  organization_id: Id | null;
  organization_name: string | null;
  organizations: number;
  standardised: boolean;
  closed_steps: BuildStep[];
  bottleneck: string | null;
  updated_on: string | null;
  path: string;
  sheet: Held<Sheet>;
  area_held: Held<{ name: string }>;
  watcher_held: Held<{ name: string }>;
  headcount: Held<{ members: number; staff: number }>;
};

/** The attribute of an organisation on a day: its body, the visit it came from, and the body before. */
function held(organization: Sql, kind: string, day: BusinessDate): Sql {
  return sql`(select json_build_object('body', f.body, 'visit_id', k.id, 'visited_on', k.occurred_on, 'visited_id', k.organization_id, 'before',
      (select p.body from organization_facts p where p.organization_id = f.organization_id and p.kind = f.kind and p.valid_until >= p.valid_from
        and p.valid_until < f.valid_from order by p.valid_from desc limit 1))
    from organization_facts f left join organization_tasks k on k.id = f.source_task_id and k.kind = 'visit'
    where f.organization_id = ${organization} and f.kind = ${kind} and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day} limit 1)`;
}

/** One line per county, whatever stands there; history makes the same ledger for any earlier day. */
async function countyRows(reader: Reader, path: string, day: BusinessDate): Promise<CountyRow[]> {
  return reader.all<CountyRow>(sql`
    with county as (
      select o.id, o.name_zh, o.path, o.division_code, o.parent_id from ${organizationsOn(day)} o
      where o.path like ${`${path}%`} and o.kind = 'county'
    ), led as (
      select c.id as county_id, a.id, a.name_zh, a.founded_on,
        exists (select from organization_facts f where f.organization_id = a.id and f.kind = 'standardised' and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}) as standardised
      from county c join ${organizationsOn(day)} a on ${columnAtOrBelow(sql`a.path`, sql`c.path`)}
      where a.kind in ('federation', 'volunteer_association', 'youth_volunteer_association') and a.level = 'county' and a.is_league_led
    ), best as (
      select distinct on (county_id) county_id, id, name_zh, founded_on, bool_or(standardised) over (partition by county_id) as standardised,
        count(*) over (partition by county_id) as organizations
      from led order by county_id, standardised desc, founded_on
    )
    select c.id as county_id, c.path, c.name_zh as county_name, city.id as city_id, coalesce(city.name_zh, '') as city_name,
      best.id as organization_id, best.name_zh as organization_name, coalesce(best.organizations, 0)::int as organizations, coalesce(best.standardised, false) as standardised,
      coalesce((select json_agg(k.body ->> 'step' order by k.closed_on) from organization_tasks k where k.organization_id = c.id and k.kind = 'build_step' and k.closed_on <= ${day}), '[]') as closed_steps,
      (select k.title from organization_tasks k where (k.organization_id = c.id or k.organization_id = best.id) and k.kind = 'bottleneck'
        and k.opened_at < ${day}::date + 1 and (k.closed_on is null or k.closed_on > ${day}) order by k.due_on nulls last limit 1) as bottleneck,
      ${held(sql`c.id`, 'policy_sheet', day)} as sheet, ${held(sql`c.id`, 'area', day)} as area_held, ${held(sql`c.id`, 'watcher', day)} as watcher_held,
      ${held(sql`coalesce(best.id, c.id)`, 'headcount', day)} as headcount,
      (select max(u.on)::text from (select f.valid_from as on from organization_facts f where f.organization_id = c.id and f.valid_from <= ${day}
        union all select k.closed_on from organization_tasks k where k.organization_id = c.id and k.closed_on <= ${day}
        union all select best.founded_on) u) as updated_on
    from county c left join ${organizationsOn(day)} city on city.id = c.parent_id
      left join best on best.county_id = c.id
    order by c.division_code nulls last, c.path`);
}

export async function countyOverview(
  reader: Reader,
  actor: Actor,
  query: OverviewQuery,
  now: Date,
  language: 'zh' | 'en',
) {
  const scope = await loadReadable(reader, actor, query.organization_id);
  const day = query.on ?? businessDate(now);
  const path = await pathOn(reader, scope, day);
  const rows = await countyRows(reader, path, day);
  const lines = rows.map((row) => lineOf(row, day, language));
  const { cities } = await reader.one<{ cities: number }>(sql`
    select count(*)::int as cities from ${organizationsOn(day)} o where o.path like ${`${path}%`} and o.kind = 'city'`);
  const groups = [...new Set(lines.map((line) => line.city_id))].map((city) =>
    lines.filter((line) => line.city_id === city),
  );
  const count = (state: LineState) => lines.filter((line) => line.state === state).length;
  const founded = lines.filter((line) => line.organization_id !== null).length;
  const standardised = count('ok');
  const cityIds = new Set(rows.map((row) => row.city_id));
  const cityCount = scope.kind === 'province' || scope.kind === 'nation' ? cities : cityIds.size;
  return {
    as_of: day,
    figures: {
      counties: lines.length,
      cities: cityCount,
      cities_without_counties: Math.max(0, cityCount - cityIds.size),
      founded: { count: founded, share: printShare(founded, lines.length, 0) }, // G10
      standardised: { count: standardised, share: printShare(standardised, lines.length, 1) }, // G12
      gap: lines.length - standardised,
      late: count('late'),
      cities_full: groups.flatMap((group) => {
        const [first] = group;
        if (!first || first.city_id === null) return [];
        return [
          {
            id: first.city_id,
            name_zh: first.city_name,
            coverage: cityCoverage(group.filter((line) => line.state === 'ok').length, group.length),
          },
        ];
      }),
    },
    states: { ok: standardised, due: count('due'), behind: count('behind'), late: count('late') },
    strip: groups.map((group) => ({
      city_name: group[0]?.city_name ?? '',
      counties: group.map((line) => ({ id: line.county_id, name_zh: line.county_name, state: line.state })),
    })),
    watchers: [...new Set(lines.flatMap((line) => line.watcher ?? []))].sort(),
    visitable: rows.filter((row) => isSuperior(actor, row.path)).map((row) => row.county_id),
    rows: filtered(lines, query).sort(compareLines),
  };
}

export type OverviewLine = ReturnType<typeof lineOf>;

function lineOf(
  { standardised, path: _path, sheet, area_held, watcher_held, headcount, ...row }: CountyRow,
  day: BusinessDate,
  language: 'zh' | 'en',
) {
  const founded = row.organization_id !== null;
  const due_on = sheet?.body.deadline ?? null;
  const state = lineState({ founded, standardised, due_on }, day);
  const entry = countyClasses[countyClass({ founded, standardised, closed_steps: row.closed_steps.length })];
  const days_left =
    due_on === null ? null : Math.round((startOfDay(due_on).getTime() - startOfDay(day).getTime()) / dayMs);
  return {
    ...row,
    due_on,
    responsible: sheet?.body.person ?? null,
    area: area_held?.body.name ?? null,
    watcher: watcher_held?.body.name ?? null,
    members: headcount?.body.members ?? null,
    staff: headcount?.body.staff ?? null,
    sources: [
      ...sourceOf('due', sheet, ({ deadline }) => deadline),
      ...sourceOf('responsible', sheet, ({ person }) => person),
      ...sourceOf('members', headcount, ({ members }) => String(members)),
      ...sourceOf('staff', headcount, ({ staff }) => String(staff)),
    ],
    state,
    days_left,
    class: entry[language],
    next_step: language === 'zh' ? entry.guidance_zh : entry.guidance_en,
  };
}

/** G18: which cells a visit corrected, when, and from what. */
function sourceOf<Body>(
  cell: 'due' | 'responsible' | 'members' | 'staff',
  held: Held<Body>,
  words: (body: Body) => string,
) {
  if (held === null || held.visit_id === null || held.visited_on === null || held.visited_id === null) return [];
  return [
    {
      cell,
      visit_id: held.visit_id,
      visited_on: held.visited_on,
      organization_id: held.visited_id,
      before: held.before === null ? null : words(held.before),
    },
  ];
}

function filtered(lines: readonly OverviewLine[], query: OverviewQuery): OverviewLine[] {
  return lines.filter(
    (line) =>
      (query.state === undefined || (query.state === 'open' ? line.state !== 'ok' : line.state === query.state)) &&
      (query.city_id === undefined || line.city_id === query.city_id) &&
      (query.watcher === undefined || line.watcher === query.watcher) &&
      (query.founded === undefined || (line.organization_id !== null) === (query.founded === 'yes')) &&
      (query.words === undefined ||
        `${line.county_name}${line.city_name}${line.organization_name ?? ''}`.includes(query.words)),
  );
}

export const overviewColumns = [
  { header: '序号', width: 6 },
  { header: '地市' },
  { header: '县（市、区）' },
  { header: '组织', width: 28 },
  { header: '组织数', width: 8 },
  { header: '状态' },
  { header: '四步', width: 8 },
  { header: '卡在哪里', width: 24 },
  { header: '期限' },
  { header: '下一步', width: 32 },
  { header: '片区' },
  { header: '盯县干部' },
  { header: '负责人' },
  { header: '会员', width: 8 },
  { header: '专职', width: 8 },
  { header: '依据调研', width: 28 },
  { header: '更新' },
] as const;

export function overviewCells(line: OverviewLine, index: number): (string | number)[] {
  return [
    index + 1,
    line.city_name,
    line.county_name,
    line.organization_name ?? '未成立',
    line.organizations,
    lineStates[line.state].zh,
    `${line.closed_steps.length}/4`,
    line.bottleneck ?? '',
    line.due_on ?? '',
    line.next_step,
    line.area ?? '',
    line.watcher ?? '',
    line.responsible ?? '',
    line.members ?? '',
    line.staff ?? '',
    line.sources
      .map((one) => `${cellNames[one.cell]} ${one.visited_on}${one.before === null ? '' : `（原 ${one.before}）`}`)
      .join('；'),
    line.updated_on ?? '',
  ];
}

const cellNames = { due: '期限', responsible: '负责人', members: '会员', staff: '专职' } as const;
