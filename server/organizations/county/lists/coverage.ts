import type { Id } from '../../../../domain/id.ts';
import { isObliged } from '../../../../domain/organizations/brigades.ts';
import { mechanismActions, mechanismRoles, type MechanismRole } from '../../../../domain/organizations/attributes.ts';
import { kindNames, type OrganizationKind } from '../../../../domain/organizations/kinds.ts';
import { sql } from '../../../db/sql.ts';
import { columnAtOrBelow } from '../../../db/tree.ts';
import { organizationsOn } from '../../tree/as-of.ts';
import {
  associations,
  countBy,
  attributeOn,
  listed,
  speaking,
  standing,
  type Language,
  type Line,
  type List,
} from './list.ts';

type Named = { organization_id: Id; organization_name: string; path: string };

/** P14 P15: the obliged ones without a brigade are missing; the others are counted when they found one. */
export const brigades: List = {
  zh: '志愿服务大队覆盖',
  en: 'Service brigades',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<Named & { kind: OrganizationKind; city_level: boolean; has_brigade: boolean }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, o.kind, coalesce((${attributeOn('city_level', day)} ->> 'is_city_level')::boolean, false) as city_level,
        exists (select from ${organizationsOn(day)} b where ${columnAtOrBelow(sql`b.path`, sql`o.path`)} and b.kind = 'brigade') as has_brigade
      from ${organizationsOn(day)} o where ${standing(path, ['unit', 'park', 'university', 'school', 'town'])} order by o.path`);
    const obliged = rows.filter(isObliged);
    const voluntary = rows.filter((row) => !isObliged(row) && row.has_brigade);
    const line = (row: (typeof rows)[number]): Line => ({
      organization_id: row.organization_id,
      organization_name: row.organization_name,
      path: row.path,
      on: null,
      state: row.has_brigade ? 'ok' : 'behind',
      detail: t(
        `${kindNames[row.kind].zh}，${row.has_brigade ? '已建大队' : '应建未建'}${isObliged(row) ? '' : '（自愿）'}`,
        `${kindNames[row.kind].en}, ${row.has_brigade ? 'has a brigade' : 'brigade missing'}${isObliged(row) ? '' : ' (voluntary)'}`,
      ),
    });
    return {
      denominator: obliged.length,
      counted: obliged.filter((row) => row.has_brigade).length,
      by: [{ name: t('自愿建立', 'Voluntary'), count: voluntary.length }],
      rows: [
        ...obliged.filter((row) => !row.has_brigade),
        ...obliged.filter((row) => row.has_brigade),
        ...voluntary,
      ].map(line),
    };
  },
};

/** L34: communities without a paired organisation are listed. */
export const unpairedCommunities: List = {
  zh: '与社区结对',
  en: 'Paired communities',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<Named & { partners: { name: string; since: string; plan: string }[] }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path,
        coalesce((select json_agg(json_build_object('name', p.name_zh, 'since', f.valid_from, 'plan', f.body ->> 'plan') order by f.valid_from)
          from organization_attributes f join ${organizationsOn(day)} p on p.id = f.organization_id
          where f.kind = 'pairing' and f.item = o.id::text and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}), '[]') as partners
      from ${organizationsOn(day)} o where ${standing(path, ['village'])} order by o.path limit 2000`);
    return {
      denominator: rows.length,
      counted: rows.filter((row) => row.partners.length > 0).length,
      rows: rows.map(({ partners, ...row }): Line => ({
        ...row,
        on: partners[0]?.since ?? null,
        state: partners.length > 0 ? 'ok' : 'behind',
        detail:
          partners.length > 0
            ? partners.map((one) => `${one.name}${t('：', ': ')}${one.plan}`).join(t('；', '; '))
            : t('没有结对组织', 'No paired organisation'),
      })),
    };
  },
};

/** L54: at each of the three levels below the city, the places without a service unit. The village is the lowest: a unit anywhere inside serves it, in a compound too. */
export const levelsWithoutService: List = {
  zh: '县乡村三级服务体系',
  en: 'Three-level service system',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<Named & { kind: OrganizationKind; served: boolean }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, o.kind,
        exists (select from ${organizationsOn(day)} s where s.parent_id = o.id and s.kind = any(${[...associations, 'brigade', 'team', 'station', 'league_committee', 'league_branch']}::text[]))
        or exists (select from ${organizationsOn(day)} s where ${columnAtOrBelow(sql`s.path`, sql`o.path`)} and (s.level = o.kind or o.kind = 'village') and s.kind = any(${[...associations, 'brigade', 'team', 'station']}::text[])) as served
      from ${organizationsOn(day)} o where ${standing(path, ['county', 'town', 'village'])} order by o.path limit 5000`);
    const missing = rows.filter((row) => !row.served);
    return {
      denominator: rows.length,
      counted: rows.length - missing.length,
      by: countBy(missing.map((row) => kindNames[row.kind][language])),
      rows: missing.map(({ kind, served: _, ...row }): Line => ({
        ...row,
        on: null,
        state: 'behind',
        detail: t(`${kindNames[kind].zh}没有服务单位`, `${kindNames[kind].en} without a service unit`),
      })),
    };
  },
};

/** P08: each unit carries one role of the mechanism, and with it what it does. */
export const mechanism: List = {
  zh: '机制分工',
  en: 'Mechanism roles',
  find: async (reader, { path, day, language }) => {
    const rows = await reader.all<Named & { role: MechanismRole }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, f.body ->> 'role' as role
      from organization_attributes f join ${organizationsOn(day)} o on o.id = f.organization_id
      where f.kind = 'mechanism_role' and o.path like ${`${path}%`} and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}`);
    const order = Object.keys(mechanismRoles);
    return {
      denominator: order.length,
      counted: new Set(rows.map((row) => row.role)).size,
      rows: rows
        .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
        .map(({ role, ...row }): Line => ({ ...row, on: null, state: 'none', detail: detailOf(role, language) })),
    };
  },
};

function detailOf(role: MechanismRole, language: Language): string {
  const actions = listed(
    mechanismRoles[role].actions.map((action) => mechanismActions[action][language]),
    language,
  );
  return language === 'zh' ? `${mechanismRoles[role].zh}（${actions}）` : `${mechanismRoles[role].en} (${actions})`;
}
