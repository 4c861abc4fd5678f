import { sql } from '../../../db/sql.ts';
import type { Id } from '../../../../domain/id.ts';
import { countyClasses, type CountyClass } from '../../../../domain/organizations/build-steps.ts';
import { bottleneckTypes, dueState, type BottleneckType } from '../../../../domain/organizations/tasks.ts';
import { organizationsOn } from '../../tree/as-of.ts';
import {
  associations,
  closedBy,
  countBy,
  attributeOn,
  openedBy,
  speaking,
  standing,
  type Line,
  type List,
} from './list.ts';

type Named = { organization_id: Id; organization_name: string; path: string };

/** G34: a county without a watcher is flagged. */
export const withoutWatcher: List = {
  zh: '划片盯县',
  en: 'Areas and watchers',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<Named & { area: string | null; watcher: string | null }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, ${attributeOn('area', day)} ->> 'name' as area, ${attributeOn('watcher', day)} ->> 'name' as watcher
      from ${organizationsOn(day)} o where ${standing(path, ['county'])} order by 5 nulls first, o.path`);
    return {
      denominator: rows.length,
      counted: rows.filter((row) => row.watcher !== null).length,
      by: countBy(rows.map((row) => row.area ?? t('未划片', 'Without an area'))),
      rows: rows.map(({ area, watcher, ...row }): Line => ({
        ...row,
        on: null,
        state: watcher === null ? 'behind' : 'ok',
        detail: `${area ?? t('未划片', 'Without an area')} · ${watcher ?? t('没有盯县干部', 'No watcher')}`,
      })),
    };
  },
};

/** G28: one sheet for each county; a county without one is listed first. */
export const policySheets: List = {
  zh: '一县一策',
  en: 'Policy sheets',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<
      Named & { sheet: { problems: string; measures: string; person: string; deadline: string } | null }
    >(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, ${attributeOn('policy_sheet', day)} as sheet
      from ${organizationsOn(day)} o where ${standing(path, ['county'])} order by 4 nulls first, o.path`);
    return {
      denominator: rows.length,
      counted: rows.filter((row) => row.sheet !== null).length,
      rows: rows.map(({ sheet, ...row }): Line => ({
        ...row,
        on: sheet?.deadline ?? null,
        state: sheet === null ? 'behind' : 'ok',
        detail:
          sheet === null
            ? t('还没有一县一策', 'No policy sheet yet')
            : `${sheet.person}${t('：', ': ')}${sheet.problems}${t('；', '; ')}${sheet.measures}`,
      })),
    };
  },
};

/** L51: organisations without a contact officer are flagged. */
export const withoutContactOfficer: List = {
  zh: '对接联系人',
  en: 'Contact officers',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<Named & { officer: { name: string; from_unit: string } | null }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, ${attributeOn('contact_officer', day)} as officer
      from ${organizationsOn(day)} o where ${standing(path, associations)} order by 4 nulls first, o.path`);
    return {
      denominator: rows.length,
      counted: rows.filter((row) => row.officer !== null).length,
      rows: rows.map(({ officer, ...row }): Line => ({
        ...row,
        on: null,
        state: officer ? 'ok' : 'behind',
        detail: officer ? `${officer.from_unit} ${officer.name}` : t('没有联系人', 'No contact officer'),
      })),
    };
  },
};

type TaskLine = Named & {
  title: string;
  type: BottleneckType;
  due_on: string | null;
  closed_on: string | null;
  notes: number;
  outcome: string | null;
};

/** G37 G38: bottlenecks with the length of their contact log; a city sees counts by type. */
export const bottlenecks: List = {
  zh: '堵点',
  en: 'Bottlenecks',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<TaskLine>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, k.title, k.body ->> 'type' as type, k.due_on, ${closedBy(day)} as closed_on, case when k.closed_on <= ${day} then k.outcome end as outcome,
        (select count(*)::int from organization_task_notes n where n.task_id = k.id) as notes
      from organization_tasks k join ${organizationsOn(day)} o on o.id = k.organization_id where k.kind = 'bottleneck' and o.path like ${`${path}%`} and ${openedBy(day)}
      order by closed_on nulls first, k.due_on nulls last limit 1000`);
    const open = rows.filter((row) => row.closed_on === null);
    return {
      denominator: rows.length,
      counted: rows.length - open.length,
      by: countBy(open.map((row) => bottleneckTypes[row.type][language])),
      rows: rows.map(({ title, type, due_on, closed_on, notes, outcome, ...row }): Line => ({
        ...row,
        on: closed_on ?? due_on,
        state: dueState({ closed_on, due_on }, day),
        detail: t(
          `${bottleneckTypes[type].zh}：${title}，沟通 ${notes} 次${outcome === null ? '' : `，${outcome}`}`,
          `${bottleneckTypes[type].en}: ${title}; ${notes} talks${outcome === null ? '' : `; ${outcome}`}`,
        ),
      })),
    };
  },
};

/** G17: field visits with date, visitors, findings and advice. */
export const visits: List = {
  zh: '实地调研',
  en: 'Field visits',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<
      Named & { occurred_on: string; body: { visitors: string; findings: string; advice: string } }
    >(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, k.occurred_on, k.body
      from organization_tasks k join ${organizationsOn(day)} o on o.id = k.organization_id
      where k.kind = 'visit' and o.path like ${`${path}%`} and k.occurred_on <= ${day} order by k.occurred_on desc limit 1000`);
    const { counties } = await reader.one<{ counties: number }>(
      sql`select count(*)::int as counties from ${organizationsOn(day)} o where ${standing(path, ['county'])}`,
    );
    return {
      denominator: counties,
      counted: new Set(rows.map((row) => row.organization_id)).size,
      rows: rows.map(({ occurred_on, body, ...row }): Line => ({
        ...row,
        on: occurred_on,
        state: 'none',
        detail: t(
          `${body.visitors}：${body.findings} 建议：${body.advice}`,
          `${body.visitors}: ${body.findings} Advice: ${body.advice}`,
        ),
      })),
    };
  },
};

/** G13: answered or missing, county by county, newest survey first. */
export const surveys: List = {
  zh: '摸底问卷',
  en: 'Surveys',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<Named & { title: string; due_on: string; closed_on: string | null }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, k.title, k.due_on, case when k.body ? 'answers' then ${closedBy(day)} end as closed_on
      from organization_tasks k join ${organizationsOn(day)} o on o.id = k.organization_id where k.kind = 'survey' and k.due_on is not null and ${openedBy(day)} and o.path like ${`${path}%`}
      order by k.opened_at desc, closed_on nulls first, o.path limit 3000`);
    const answered = rows.filter((row) => row.closed_on !== null);
    return {
      denominator: rows.length,
      counted: answered.length,
      rows: rows.map(({ title, due_on, closed_on, ...row }): Line => ({
        ...row,
        on: closed_on ?? due_on,
        state: dueState({ closed_on, due_on }, day),
        detail: t(
          `${title}：${closed_on === null ? '未答' : '已答'}`,
          `${title}: ${closed_on === null ? 'no answer' : 'answered'}`,
        ),
      })),
    };
  },
};

/** G27: what each county is guided in, by its class. */
export const guidance: List = {
  zh: '分类指导',
  en: 'Guidance by class',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<
      Named & { title: string; class: CountyClass | null; due_on: string | null; closed_on: string | null }
    >(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, k.title, k.body ->> 'class' as class, k.due_on, ${closedBy(day)} as closed_on
      from organization_tasks k join ${organizationsOn(day)} o on o.id = k.organization_id where k.kind = 'guidance' and ${openedBy(day)} and o.path like ${`${path}%`} order by closed_on nulls first, k.due_on nulls last limit 1000`);
    return {
      denominator: rows.length,
      counted: rows.filter((row) => row.closed_on !== null).length,
      rows: rows.map(({ title, class: by_class, due_on, closed_on, ...row }): Line => ({
        ...row,
        on: closed_on ?? due_on,
        state: dueState({ closed_on, due_on }, day),
        detail: by_class === null ? title : t(countyClasses[by_class].guidance_zh, countyClasses[by_class].guidance_en),
      })),
    };
  },
};
