import type { z } from 'zod';
import type { listVolunteers } from '../../../contract/volunteers/roster.ts';
import type { Cell } from '../../../domain/files/cells.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate } from '../../../domain/time.ts';
import { rosterColumns, rosterFigures } from '../../../domain/volunteers/roster-columns.ts';
import { maskName } from '../../../domain/masking.ts';
import { countOfFact, listOfFact, pagesOfFact, type Fact, type ListEnd } from '../../db/fact.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { consentsNeeded, isMinor, rosterConditions, waits, type Asked, type RosterQuery } from './roster-conditions.ts';

type RosterRow = {
  id: Id;
  name: string;
  number: string;
  document_hint: string;
  phone_hint: string;
  organization: { id: Id; name: string };
  source: string;
  campaign: string | null;
  registered_at: Date;
  is_pupil: boolean;
  is_league_member: boolean;
  is_minor: boolean;
  is_withdrawn: boolean;
  parent_missing: boolean;
  teacher_missing: boolean;
  label_waiting: { membership_id: Id; label: string; team: string } | null;
};
type StoredRow = Omit<RosterRow, 'parent_missing' | 'teacher_missing' | 'label_waiting'> & {
  needs_parent: boolean;
  needs_teacher: boolean;
};

/** Who is a minor depends on the day. */
function rosterFact(now: Date): Fact<typeof rosterColumns, typeof rosterFigures> {
  return {
    columns: rosterColumns,
    figures: rosterFigures,
    from: sql`volunteers v join persons p on p.id = v.id join organizations o on o.id = v.organization_id`,
    counted: sql`volunteers v join persons p on p.id = v.id`,
    of: {
      name: sql`p.pinyin`,
      number: sql`v.number`,
      organization: sql`o.name_zh`,
      source: sql`v.source`,
      registered_at: sql`v.registered_at`,
    },
    adds: { league_members: sql`v.is_league_member::int`, minors: sql`(${isMinor(now)})::int` },
    id: sql`v.id`,
    order: '-id',
  };
}

function selected(now: Date): Sql {
  const needed = consentsNeeded(now);
  return sql`v.id, coalesce(p.name, '') as name, v.number, coalesce(p.document_hint, '') as document_hint, coalesce(p.phone_hint, '') as phone_hint,
    json_build_object('id', o.id, 'name', o.name_zh) as organization, v.source, v.campaign, v.registered_at, v.is_pupil, v.is_league_member,
    coalesce(${isMinor(now)}, false) as is_minor, v.withdrawn_at is not null as is_withdrawn,
    coalesce(${needed.parent}, false) as needs_parent, ${needed.teacher} as needs_teacher`;
}

const readRows =
  ({ reader, now }: Asked) =>
  (page: Sql): Promise<(StoredRow & ListEnd)[]> =>
    reader.all<StoredRow & ListEnd>(sql`select ${selected(now)}, ${page}`);

async function withConsents({ reader, actor }: Asked, rows: readonly StoredRow[]): Promise<RosterRow[]> {
  const ids = rows.map((row) => row.id);
  const [consents, labels] = await Promise.all([
    reader.all<{ volunteer_id: Id; kind: string }>(
      sql`select volunteer_id, kind from consents where volunteer_id = any(${ids}::uuid[]) and kind in ('parent', 'teacher') and withdrawn_at is null`,
    ),
    reader.all<NonNullable<RosterRow['label_waiting']> & { volunteer_id: Id }>(sql`
      select m.volunteer_id, m.id as membership_id, coalesce(m.label, '') as label, t.name_zh as team from memberships m join organizations t on t.id = m.organization_id
      where m.volunteer_id = any(${ids}::uuid[]) and ${waits(actor.scope('volunteers.read'))} order by m.joined_on desc, m.id desc`),
  ]);
  const given = new Set(consents.map((consent) => `${consent.volunteer_id} ${consent.kind}`));
  const waiting = new Map(labels.map(({ volunteer_id, ...label }) => [volunteer_id, label])); // the earliest is kept
  return rows.map(({ needs_parent, needs_teacher, ...row }) => ({
    ...row,
    parent_missing: needs_parent && !given.has(`${row.id} parent`),
    teacher_missing: needs_teacher && !given.has(`${row.id} teacher`),
    label_waiting: waiting.get(row.id) ?? null,
  }));
}

function shown({ name, parent_missing: parent, teacher_missing: teacher, ...row }: RosterRow) {
  return {
    ...row,
    name_hint: maskName(name),
    consents_missing: [...(parent ? ['parent' as const] : []), ...(teacher ? ['teacher' as const] : [])],
  };
}

export async function roster(asked: Asked, query: z.output<typeof listVolunteers.query>) {
  const where = await rosterConditions(asked, query);
  const list = await listOfFact<StoredRow, typeof rosterColumns, typeof rosterFigures>(
    asked.reader,
    rosterFact(asked.now),
    { ...query, where, read: readRows(asked) },
  );
  const { below, exact } = asked.actor.scope('volunteers.register');
  return {
    rows: (await withConsents(asked, list.rows)).map(shown),
    next_cursor: list.next_cursor,
    totals: list.totals,
    can: { register: below.length + exact.length > 0, export: true },
  };
}

/** What an export is about to hold, and the places whose auditors see that it left. Refuses before the first row is read. */
export async function exportOf(
  asked: Asked,
  query: RosterQuery,
): Promise<{ people: number; paths: readonly string[] }> {
  const where = await rosterConditions(asked, query);
  const people = await countOfFact(asked.reader, rosterFact(asked.now), where);
  if (query.organization_id)
    return { people, paths: [(await loadOrganization(asked.reader, query.organization_id)).path] };
  const { exact, below } = asked.actor.scope('volunteers.read');
  return { people, paths: [...new Set([...exact, ...below])] };
}

const exportAtOnce = 5000;
export const rosterHeader = [
  '志愿者编号',
  '姓名',
  '证件',
  '手机',
  '所属组织',
  '来源',
  '注册日期',
  '中小学生',
  '团员',
  '状态',
].map((header) => ({ header }));

/** Rows in pieces, so that an export of a province does not have to fit in memory. */
export async function* rosterCells(asked: Asked, query: RosterQuery): AsyncGenerator<readonly Cell[]> {
  const pages = pagesOfFact<StoredRow, typeof rosterColumns>(rosterFact(asked.now), {
    read: readRows(asked),
    where: await rosterConditions(asked, query),
    sort: query.sort,
    limit: exportAtOnce,
  });
  for await (const page of pages) {
    const rows = await withConsents(asked, page);
    for (const row of rows) {
      yield [
        row.number,
        maskName(row.name),
        row.document_hint,
        row.phone_hint,
        row.organization.name,
        sourceWords[row.source]?.zh ?? row.source,
        businessDate(row.registered_at),
        row.is_pupil ? '是' : '',
        row.is_league_member ? '是' : '',
        row.is_withdrawn ? '已注销' : row.parent_missing || row.teacher_missing ? '待同意' : '正常',
      ];
    }
  }
}

export const sourceWords: Readonly<Record<string, { zh: string; en: string }>> = {
  self: { zh: '自己注册', en: 'By oneself' },
  import: { zh: '名册导入', en: 'Imported roster' },
  station: { zh: '站点登记', en: 'At a station' },
  campaign: { zh: '招募活动', en: 'Campaign' },
  guardian: { zh: '家长代注册', en: 'By the guardian' },
};
