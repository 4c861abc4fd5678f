import { countyClass, countyClasses } from '../../../domain/organizations/build-steps.ts';
import { compareLines, lineState, type LineState } from '../../../domain/organizations/county-overview.ts';
import { cityCoverage, printShare } from '../../../domain/organizations/coverage.ts';
import { businessDate, daysUntil, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { organizationsOn, pathOn } from '../tree/as-of.ts';
import { isSuperior } from '../tree/level-of.ts';
import { measuredPlace } from './measured-place.ts';
import { type OverviewQuery, countyRows, type CountyRow, type Held } from './county-rows.ts';

export async function countyOverview(
  reader: Reader,
  actor: Actor,
  query: OverviewQuery,
  now: Date,
  language: 'zh' | 'en',
) {
  const scope = await measuredPlace(reader, actor, query.organization_id);
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
    place: { id: scope.id, name_zh: scope.name, name_en: scope.name_en },
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
  const days_left = due_on === null ? null : daysUntil(due_on, day);
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
