import type { z } from 'zod';
import type { listVolunteers } from '../../../contract/volunteers/roster.ts';
import type { Scope } from '../../../domain/access.ts';
import type { Cell } from '../../../domain/files/cells.ts';
import type { Id } from '../../../domain/id.ts';
import { defaultAgeMatrix } from '../../../domain/organizations/rule-books/age-matrix.ts';
import { bornBy, businessDate, startOfDay } from '../../../domain/time.ts';
import { adultAge } from '../../../domain/volunteers/consent.ts';
import { nameKey, normalizeName } from '../../../domain/volunteers/name.ts';
import { normalizeDocumentNumber, guessDocumentType } from '../../../domain/volunteers/identity.ts';
import { maskName } from '../../../domain/masking.ts';
import { normalizePhone } from '../../../domain/phone-number.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { atOrBelow, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { documentIndex, phoneIndex } from '../personal-fields.ts';

export type RosterQuery = Omit<z.output<typeof listVolunteers.query>, 'cursor' | 'limit'>;
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
type Asked = { reader: Reader; secrets: SecretBox; actor: Actor; now: Date };

/** Whether a person of the row is a minor today, as domain/volunteers/consent.ts says it of one. */
function isMinor(now: Date): Sql {
  return sql`p.birth_date > ${bornBy(adultAge, businessDate(now))}::date`;
}

/** The same as `consentsNeeded` by the ages of the law; a stricter rule book shows on the person's page and at sign-up. */
function consentsNeeded(now: Date): { parent: Sql; teacher: Sql } {
  const { guardian_under_age: guardian, self_supporting_age: supporting } = defaultAgeMatrix;
  const bornAfter = (age: number): Sql => sql`p.birth_date > ${bornBy(age, businessDate(now))}::date`;
  const needsParent = sql`(v.is_pupil or (${bornAfter(guardian)} and not (v.is_self_supporting and not ${bornAfter(supporting)})))`;
  return { parent: needsParent, teacher: sql`v.is_pupil` };
}

/**
 * S16: a team's lists go by membership, so that its leader finds who joined from elsewhere; at home here counts as well. The own and
 * other teams' people stay with whoever reads them.
 */
const isOf = (within: (path: Sql) => Sql): Sql => sql`(${within(sql`v.organization_path`)} or v.id in (
  select mm.volunteer_id from memberships mm join organizations mo on mo.id = mm.organization_id where mm.left_on is null and ${within(sql`mo.path`)}))`;

/** Labels of teams that this person reads; another team's waits for its own leader. */
const waits = (scope: Scope): Sql =>
  sql`m.left_on is null and m.label is not null and m.confirmed_at is null and ${within(sql`t.path`, scope)}`;
const waitingLabel = (scope: Scope): Sql =>
  sql`v.id in (select m.volunteer_id from memberships m join organizations t on t.id = m.organization_id where ${waits(scope)})`;

function stateCondition(state: RosterQuery['state'], scope: Scope, now: Date): Sql {
  if (state === 'withdrawn') return sql`v.withdrawn_at is not null`;
  const needed = consentsNeeded(now);
  const given = (kind: string): Sql =>
    sql`v.id in (select c.volunteer_id from consents c where c.kind = ${kind} and c.withdrawn_at is null)`;
  const special: Record<Exclude<RosterQuery['state'], 'withdrawn'>, Sql> = {
    active: sql`true`,
    minors: isMinor(now),
    pupils: sql`v.is_pupil`,
    league_members: sql`v.is_league_member`,
    waiting_guardian: sql`((${needed.parent} and not ${given('parent')}) or (${needed.teacher} and not ${given('teacher')}))`,
    label_waiting: waitingLabel(scope),
  };
  return sql`v.withdrawn_at is null and ${special[state]}`;
}

/** Words: a volunteer number, a full phone or document number by keyed index, four last digits of phone or volunteer number, else name or pinyin. */
function wordsCondition(words: string, secrets: SecretBox): Sql {
  const compact = words.replaceAll(' ', '');
  if (/^[\dA-Za-z+]{6,}$/.test(compact) && /\d{4}/.test(compact)) {
    const document = normalizeDocumentNumber(compact);
    return sql`(v.number like ${`${compact}%`} or p.phone_index = ${phoneIndex(secrets, normalizePhone(compact))}
      or p.document_index = ${documentIndex(secrets, { type: guessDocumentType(document), number: document })})`;
  }
  if (/^\d{4}$/.test(compact)) return sql`(right(p.phone_hint, 4) = ${compact} or right(v.number, 4) = ${compact})`; // the four that every list shows
  const letters = nameKey(words).replace(/[^a-z0-9]/g, '');
  return letters !== '' && /^[a-z]+$/.test(letters)
    ? sql`(p.pinyin like ${`${letters}%`} or p.pinyin like ${`% ${letters}%`} or lower(p.name) like ${`${words.toLowerCase()}%`})`
    : sql`p.name like ${`%${normalizeName(words).replace(/[%_\\]/g, '')}%`}`;
}

async function conditions({ reader, secrets, actor, now }: Asked, query: RosterQuery): Promise<Sql[]> {
  const scope = actor.scope('volunteers.read');
  const list = [isOf((path) => within(path, scope)), sql`p.erased_at is null`, stateCondition(query.state, scope, now)];
  if (query.organization_id) {
    const { path } = await loadOrganization(reader, query.organization_id);
    actor.require('volunteers.read', { path }, 'volunteers.read');
    list.push(isOf((column) => atOrBelow(column, path)));
  }
  if (query.person_words) list.push(wordsCondition(query.person_words, secrets));
  if (query.source) list.push(sql`v.source = ${query.source}`);
  if (query.campaign) list.push(sql`${query.campaign} in (v.campaign_id::text, v.campaign)`);
  if (query.compound_id) list.push(sql`v.compound_id = ${query.compound_id}`);
  if (query.month) {
    const [year, month] = query.month.split('-').map(Number);
    const next = month === 12 ? `${(year ?? 0) + 1}-01-01` : `${year}-${String((month ?? 0) + 1).padStart(2, '0')}-01`;
    list.push(sql`v.registered_at >= ${startOfDay(`${query.month}-01`)} and v.registered_at < ${startOfDay(next)}`);
  }
  return list;
}

async function rosterRows({ reader, actor, now }: Asked, list: readonly Sql[], limit: number): Promise<RosterRow[]> {
  const needed = consentsNeeded(now);
  const rows = await reader.all<StoredRow>(sql`
    select v.id, coalesce(p.name, '') as name, v.number, coalesce(p.document_hint, '') as document_hint, coalesce(p.phone_hint, '') as phone_hint,
      json_build_object('id', o.id, 'name', o.name_zh) as organization, v.source, v.campaign, v.registered_at, v.is_pupil, v.is_league_member,
      coalesce(${isMinor(now)}, false) as is_minor, v.withdrawn_at is not null as is_withdrawn,
      coalesce(${needed.parent}, false) as needs_parent, ${needed.teacher} as needs_teacher
    from volunteers v join persons p on p.id = v.id join organizations o on o.id = v.organization_id
    ${sql.where(list)} order by v.id desc limit ${limit}`);
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
  const after = decodeCursor(query.cursor)?.[0];
  const list = await conditions(asked, query);
  const rows = await rosterRows(
    asked,
    after === undefined ? list : [...list, sql`v.id < ${after}::uuid`],
    query.limit + 1,
  );
  const found = page(rows, query.limit, (row) => [row.id]);
  const count =
    after === undefined
      ? (
          await asked.reader.one<{ count: number }>(sql`
    select count(*)::int from volunteers v join persons p on p.id = v.id ${sql.where(list)}`)
        ).count
      : null;
  return {
    rows: found.rows.map(shown),
    next_cursor: found.next_cursor,
    count,
    can: {
      register:
        asked.actor.scope('volunteers.register').below.length + asked.actor.scope('volunteers.register').exact.length >
        0,
      export: true,
    },
  };
}

/** What an export is about to hold, and the places whose auditors see that it left. Refuses before the first row is read. */
export async function exportOf(
  asked: Asked,
  query: RosterQuery,
): Promise<{ people: number; paths: readonly string[] }> {
  const list = await conditions(asked, query);
  const { people } = await asked.reader.one<{ people: number }>(
    sql`select count(*)::int as people from volunteers v join persons p on p.id = v.id ${sql.where(list)}`,
  );
  if (query.organization_id)
    return { people, paths: [(await loadOrganization(asked.reader, query.organization_id)).path] };
  const { exact, below } = asked.actor.scope('volunteers.read');
  return { people, paths: [...new Set([...exact, ...below])] };
}

const exportAtOnce = 5000;
export const rosterColumns = [
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
  const list = await conditions(asked, query);
  const read = (below: Id | undefined): Promise<RosterRow[]> =>
    rosterRows(asked, below === undefined ? list : [...list, sql`v.id < ${below}::uuid`], exportAtOnce);
  for (let next = read(undefined); ;) {
    const rows = await next;
    const isLast = rows.length < exportAtOnce;
    if (!isLast) {
      next = read(rows.at(-1)?.id); // the database reads while these are written
      next.catch(() => undefined); // nobody waits for it when the download is given up
    }
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
    if (isLast) return;
  }
}

export const sourceWords: Readonly<Record<string, { zh: string; en: string }>> = {
  self: { zh: '自己注册', en: 'By oneself' },
  import: { zh: '名册导入', en: 'Imported roster' },
  station: { zh: '站点登记', en: 'At a station' },
  campaign: { zh: '招募活动', en: 'Campaign' },
  guardian: { zh: '家长代注册', en: 'By the guardian' },
};
