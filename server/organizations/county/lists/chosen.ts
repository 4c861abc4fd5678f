import type { Id } from '../../../../domain/id.ts';
import { sql } from '../../../db/sql.ts';
import { columnAtOrBelow } from '../../../db/tree.ts';
import { organizationsOn } from '../../tree/as-of.ts';
import { associations, attributeOn, speaking, standing, type Line, type List } from './list.ts';

type Named = { organization_id: Id; organization_name: string; path: string };

/**
 * G54 G69: what the latest decision of this level chose, with its reason; earlier decisions stay readable by the day. A level below has a
 * library of its own, which is not this one; whoever looks at a county sees how its organisations stand in the libraries above it.
 */
export const demonstration: List = {
  zh: '示范性志愿服务组织库',
  en: 'Demonstration library',
  is_choice: true,
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<
      Named & { decided_on: string; reason: string; decider: string; candidates: number; is_chosen: boolean }
    >(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, s.decided_on, s.reason, d.name_zh as decider, cardinality(s.candidate_ids) as candidates, o.id = any(s.chosen_ids) as is_chosen
      from (select distinct on (organization_id) * from organization_selections where library = 'demonstration' and decided_on <= ${day} order by organization_id, decided_on desc, decided_at desc) s
        join ${organizationsOn(day)} d on d.id = s.organization_id join ${organizationsOn(day)} o on o.id = any(s.candidate_ids)
      where ${columnAtOrBelow(sql`${path}::text`, sql`d.path`)} and o.path like ${`${path}%`} order by is_chosen desc, d.path, o.path`);
    const chosen = rows.filter((row) => row.is_chosen);
    return {
      denominator: rows.length,
      counted: chosen.length,
      rows: rows.map(({ decided_on, reason, decider, candidates, is_chosen, ...row }): Line => ({
        ...row,
        on: decided_on,
        state: is_chosen ? 'ok' : 'none',
        detail: t(
          `${decider}从 ${candidates} 个候选中${is_chosen ? '选定' : '未选'}：${reason}`,
          `${is_chosen ? 'Chosen' : 'Not chosen'} by ${decider} out of ${candidates}: ${reason}`,
        ),
      })),
    };
  },
};

/** G59: county organisations that are pilot units. */
export const pilotUnits: List = {
  zh: '试点单位',
  en: 'Pilot units',
  is_choice: true,
  find: async (reader, { path, day }) => {
    const rows = await reader.all<Named & { pilot: { batch: string } | null }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, ${attributeOn('pilot_unit', day)} as pilot from ${organizationsOn(day)} o where ${standing(path, associations)} order by o.path`);
    const pilots = rows.filter((row) => row.pilot !== null);
    return {
      denominator: rows.length,
      counted: pilots.length,
      rows: pilots.map(({ pilot, ...row }): Line => ({ ...row, on: null, state: 'ok', detail: pilot?.batch ?? '' })),
    };
  },
};

/** G57: each pilot community with the league organisation of its county. */
export const pilotCommunities: List = {
  zh: '试点社区',
  en: 'Pilot communities',
  find: async (reader, { path, day, language, later }) => {
    const t = speaking(language);
    // The places of the day are read once: asked for each community, a province of thousands is read as often.
    const rows = await reader.all<
      Named & { batch: string; county: string | null; league_path: string | null; paired_since: string | null }
    >(sql`
      with pilots as materialized (
        select o.id as organization_id, o.name_zh as organization_name, o.path, f.body ->> 'batch' as batch
        from organization_attributes f join ${organizationsOn(day)} o on o.id = f.organization_id
        where f.kind = 'pilot_community' and o.path like ${`${path}%`} and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}),
      counties as materialized (select c.path from ${organizationsOn(day)} c where c.kind = 'county'),
      led as materialized (
        select a.id, a.name_zh, a.path, a.founded_on from ${organizationsOn(day)} a where a.level = 'county' and a.is_league_led and a.kind = any(${[...associations]}::text[])),
      pairs as materialized (
        select q.item, w.path, q.valid_from from organization_attributes q join ${organizationsOn(day)} w on w.id = q.organization_id
        where q.kind = 'pairing' and q.valid_from <= ${day} and coalesce(q.valid_until, 'infinity') >= ${day})
      select p.*, a.name_zh as county, a.path as league_path,
        (select min(q.valid_from) from pairs q where q.item = p.organization_id::text and ${columnAtOrBelow(sql`q.path`, sql`a.path`)}) as paired_since
      from pilots p
      left join lateral (
        select a.name_zh, a.path from counties c join led a on ${columnAtOrBelow(sql`a.path`, sql`c.path`)}
        where ${columnAtOrBelow(sql`p.path`, sql`c.path`)} order by a.founded_on, a.id limit 1) a on true
      order by p.path`);
    const held = await later.activitiesHeld(reader, [...new Set(rows.flatMap((row) => row.league_path ?? []))], day);
    const places = rows.map(({ league_path, ...row }) => ({ ...row, held: held.get(league_path ?? '') ?? 0 }));
    // The association of the county takes part where it is paired with the community or has held activities.
    const takesPart = (row: Pick<(typeof places)[number], 'county' | 'paired_since' | 'held'>): boolean =>
      row.county !== null && (row.paired_since !== null || row.held > 0);
    return {
      denominator: places.length,
      counted: places.filter(takesPart).length,
      rows: places.map(({ batch, county, paired_since, held, ...row }): Line => ({
        ...row,
        on: null,
        state: county === null ? 'behind' : takesPart({ county, paired_since, held }) ? 'ok' : 'due',
        detail:
          county === null
            ? t(`${batch} · 本县没有团属组织`, `${batch} · no league-led organisation in its county`)
            : t(
                `${batch} · ${county}：${paired_since === null ? '未结对' : `${paired_since} 结对`}，开展活动 ${held} 场`,
                `${batch} · ${county}: ${paired_since === null ? 'not paired' : `paired since ${paired_since}`}, ${held} activities`,
              ),
      })),
    };
  },
};
