import type { Scope } from '../../../domain/access.ts';
import type { Id } from '../../../domain/id.ts';
import { kindsBelow } from '../../../domain/organizations/kinds.ts';
import { answerableFor, type Organization } from '../../../domain/organizations/organization.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { pathsUpwards, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { plannedEndShown } from '../planned-ends/queries.ts';
import { organizationsOn } from './as-of.ts';
import { mayChangePhone } from './contact-phone.ts';
import { mayRename, mayReshape } from '../county/counted-places.ts';
import { mayEditOwn } from './level-of.ts';
import { loadOrganization, mayReadProfile } from './load-organization.ts';

export type NodeRow = {
  id: Id;
  name_zh: string;
  name_en: string | null;
  kind: string;
  level: string | null;
  path: string;
  children: number;
  is_league_led: boolean;
  is_example: boolean;
  ends_on: BusinessDate | null;
};

const endsOn = sql`(select p.dissolves_on from planned_dissolutions p where p.organization_id = o.id and p.state = 'planned') as ends_on`;
const nodeColumns = sql`
  ${endsOn}, o.id, o.name_zh, o.name_en, o.kind, o.level, o.path, o.is_league_led, o.is_example,
  (select count(*)::int from organizations c where c.parent_id = o.id and c.dissolved_on is null) as children`;

/** Divisions before the bodies that stand at them, each by the order in which they came. */
const nodeOrder = sql.raw(`
  array_position(array['province', 'city', 'county', 'town', 'village', 'compound'], o.kind) nulls last, o.division_code nulls last, o.ordinal`);

export async function childrenOf(reader: Reader, parentId: Id | null, limit: number): Promise<{ rows: NodeRow[] }> {
  const below: Sql = parentId === null ? sql`o.parent_id is null` : sql`o.parent_id = ${parentId}`;
  const rows = await reader.all<NodeRow>(sql`
    select ${nodeColumns} from organizations o where ${below} and o.dissolved_on is null order by ${nodeOrder} limit ${limit}`);
  return { rows };
}

/** The tree of an earlier day, from the dated versions. */
export async function childrenOn(
  reader: Reader,
  parentId: Id | null,
  day: BusinessDate,
  limit: number,
): Promise<{ rows: NodeRow[] }> {
  const rows = await reader.all<NodeRow>(sql`
    select ${endsOn}, o.id, v.name_zh, o.name_en, o.kind, o.level, v.path, o.is_league_led, o.is_example,
      (select count(*)::int from organization_versions c where c.parent_id = o.id and ${day} between c.valid_from and coalesce(c.valid_until, 'infinity')) as children
    from organization_versions v join organizations o on o.id = v.organization_id
    where v.parent_id is not distinct from ${parentId} and ${day} between v.valid_from and coalesce(v.valid_until, 'infinity')
    order by ${nodeOrder} limit ${limit}`);
  return { rows };
}

export async function search(
  reader: Reader,
  query: {
    words: string;
    below_path: string | null;
    near_path: string | null;
    scope: Scope | null;
    kinds: readonly string[];
    dissolved: boolean;
    limit: number;
  },
) {
  const words = `%${query.words.replace(/[\\%_]/g, '\\$&')}%`;
  const conditions = [
    query.dissolved ? sql`o.dissolved_on is not null` : sql`o.dissolved_on is null`,
    sql`(o.name_zh like ${words} or o.pinyin like ${words.toLowerCase()})`,
    ...(query.scope === null ? [] : [within(sql`o.path`, query.scope)]),
    ...(query.below_path === null ? [] : [sql`o.path like ${`${query.below_path}%`}`]),
    ...(query.kinds.length === 0 ? [] : [sql`o.kind = any(${query.kinds}::text[])`]),
  ];
  const rows = await reader.all<NodeRow & { dissolved_on: BusinessDate | null }>(sql`
    select ${nodeColumns}, o.dissolved_on from organizations o ${sql.where(conditions)}
    order by o.name_zh = ${query.words} desc, ${query.near_path === null ? sql.empty : sql`${nearness(query.near_path)} desc,`} length(o.path), length(o.name_zh), o.name_zh, o.path limit ${query.limit}`);
  const lines = await linesOf(
    reader,
    rows.map((row) => row.path),
  );
  return { rows: rows.map((row) => ({ ...row, line: lines.get(row.path) ?? '' })) };
}

/** How much of the way from the top an organisation shares with another one. */
function nearness(path: string): Sql {
  const shared = pathsUpwards(path).map((above) => sql`(o.path like ${`${above}%`})::int`);
  return shared.reduce((sum, one) => sql`${sum} + ${one}`, sql`0`);
}

/** "广东省 · 清远市" for each path: the names above it, without the nation; as of a day where one is given. */
export async function linesOf(
  reader: Reader,
  paths: readonly string[],
  day?: BusinessDate,
): Promise<ReadonlyMap<string, string>> {
  const above = [...new Set(paths.flatMap((path) => pathsUpwards(path).slice(0, -1)))];
  const named = await reader.all<{ path: string; name_zh: string; kind: string }>(sql`
    select o.path, o.name_zh, o.kind from ${day === undefined ? sql`organizations` : organizationsOn(day)} o where o.path = any(${above}::text[])`);
  const names = new Map(named.filter((one) => one.kind !== 'nation').map((one) => [one.path, one.name_zh]));
  return new Map(
    paths.map((path) => [
      path,
      pathsUpwards(path)
        .slice(0, -1)
        .flatMap((one) => names.get(one) ?? [])
        .join(' · '),
    ]),
  );
}

/** Who answers for what a dissolved organisation left: the last successor in the chain, or its superior. */
async function answersFor(
  reader: Reader,
  organization: Pick<Organization, 'id' | 'dissolved_on' | 'successor_id' | 'parent_id'>,
): Promise<{ id: Id; name_zh: string } | null> {
  type Link = Pick<Organization, 'id' | 'dissolved_on' | 'successor_id' | 'parent_id'>;
  const chain = await reader.all<Link & { name_zh: string }>(sql`
    with recursive chain as (
      select id, dissolved_on, successor_id, parent_id, name_zh, 1 as step from organizations where id = ${organization.id}
      union all select o.id, o.dissolved_on, o.successor_id, o.parent_id, o.name_zh, c.step + 1 from chain c join organizations o on o.id = coalesce(c.successor_id, c.parent_id)
        where c.dissolved_on is not null and c.step < 50)
    select id, dissolved_on, successor_id, parent_id, name_zh from chain`);
  const heir = answerableFor(organization, (id) => chain.find((one) => one.id === id));
  const found = chain.find((one) => one.id === heir);
  return found ? { id: found.id, name_zh: found.name_zh } : null;
}

type AskedOfPage = {
  id: Id;
  on: BusinessDate | undefined;
  now: Date;
  language: 'zh' | 'en';
  later: Pick<LaterNouns, 'mayBeginAlone'>;
};

export async function organizationPage(reader: Reader, actor: Actor, { id, on, now, language, later }: AskedOfPage) {
  const organization = await loadOrganization(reader, id);
  const day = on ?? businessDate(now);
  const superiors = await reader.all<{ id: Id; name_zh: string; kind: string }>(sql`
    select id, name_zh, kind from organizations where path = any(${pathsUpwards(organization.path).slice(0, -1)}::text[]) order by length(path)`);
  const versions = await reader.all<{
    valid_from: string;
    valid_until: string | null;
    name_zh: string;
    parent_name: string | null;
    cause: string;
  }>(sql`
    select v.valid_from, v.valid_until, v.name_zh, p.name_zh as parent_name, v.cause
    from organization_versions v left join organizations p on p.id = v.parent_id
    where v.organization_id = ${id} order by v.valid_from desc`);
  const [node] = await reader.all<NodeRow>(sql`select ${nodeColumns} from organizations o where o.id = ${id}`);
  const held = versions.find(
    (version) => version.valid_from <= day && (version.valid_until === null || day <= version.valid_until),
  );
  const parent = superiors.at(-1);
  // what hangs under a committee is guided by it, unless another was named (G03)
  const committeeAbove =
    node?.is_league_led === true && parent?.kind === 'league_committee'
      ? { id: parent.id, name_zh: parent.name_zh }
      : null;
  const reshape =
    organization.dissolved_on === null && organization.parent_id !== null && mayReshape(actor, organization);
  const manage = organization.dissolved_on === null && actor.may('organizations.manage', { path: organization.path });
  const edit = organization.dissolved_on === null && (await mayEditOwn(reader, actor, organization.path));
  return {
    organization: {
      ...node!,
      founded_on: organization.founded_on,
      dissolved_on: organization.dissolved_on,
      successor_id: organization.successor_id,
      dissolved_reason: organization.dissolved_reason,
      successor: organization.dissolved_on === null ? null : await answersFor(reader, organization),
      planned_end: await plannedEndShown(reader, { actor, language }, organization),
      division_code: organization.division_code,
      parent_id: organization.parent_id,
      guiding:
        organization.guiding_id === null
          ? committeeAbove
          : { id: organization.guiding_id, name_zh: organization.guiding_name ?? '' },
      name_on: held?.name_zh ?? null,
      contact_phone: organization.contact_phone,
      kinds_below: [...kindsBelow(organization.kind)],
    },
    superiors: superiors.map(({ id: above, name_zh }) => ({ id: above, name_zh })),
    versions,
    can: {
      read_profile: mayReadProfile(actor, organization),
      create_below: manage,
      rename: manage && mayRename(actor, organization),
      guide: manage,
      move: reshape,
      dissolve: reshape,
      edit,
      begin_alone:
        manage &&
        (!edit || organization.kind === 'city') &&
        (await later.mayBeginAlone(reader, { person_id: actor.person_id, path: organization.path, now })),
      change_phone: organization.dissolved_on === null && (await mayChangePhone(reader, actor, organization.path)),
      read_hours: actor.may('records.read', { path: organization.path }),
      read_volunteers: actor.may('volunteers.read', { path: organization.path }),
      read_projects: actor.may('projects.read', { path: organization.path }),
      issue_rules: actor.may('organizations.rules', { path: organization.path }),
      grant: actor.may('accounts.grant', { path: organization.path }),
    },
  };
}
