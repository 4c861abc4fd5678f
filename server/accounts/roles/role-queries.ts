import { refusalToConfirmGrant, refusalToShapeRole } from '../../../domain/accounts/roles.ts';
import { type Permission } from '../../../domain/access.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate } from '../../../domain/time.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { atOrBelow, pathsUpwards, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { waitingPermissions } from '../../http/counted-permissions.ts';
import { notSecondTo, whoBroughtIn } from '../../two-people.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';

type RoleRow = {
  id: Id;
  organization_id: Id | null;
  organization_name: string | null;
  path: string | null;
  name_zh: string;
  name_en: string;
  permissions: Permission[];
  needs_second_factor: boolean;
  holders: number;
};

export async function rolesAt(reader: Reader, actor: Actor, organizationId: Id, now: Date) {
  const organization = await loadOrganization(reader, organizationId);
  actor.require('accounts.grant', { path: organization.path }, 'organizations.read');
  const roles = await reader.all<Omit<RoleRow, 'holders'>>(sql`
    select r.id, r.organization_id, o.name_zh as organization_name, o.path, r.name_zh, r.name_en, r.permissions, r.needs_second_factor
    from roles r left join organizations o on o.id = r.organization_id
    where r.retired_at is null and (r.organization_id is null or o.path = any(${pathsUpwards(organization.path)}::text[]))
    order by length(coalesce(o.path, '')), r.name_zh`);
  const held = await reader.all<{ role_id: Id; holders: number }>(sql`
    select role_id, count(distinct person_id)::int as holders from role_grants
    where role_id = any(${roles.map((role) => role.id)}::uuid[]) and ended_at is null group by role_id`);
  const holders = new Map(held.map((each) => [each.role_id, each.holders]));
  const rows: RoleRow[] = roles.map((role) => ({ ...role, holders: holders.get(role.id) ?? 0 }));
  const today = businessDate(now);
  return {
    rows: rows.map(({ path, ...row }) => {
      const shapes = path !== null && refusalToShapeRole(actor, row.permissions, path, today) === null;
      const grants = refusalToShapeRole(actor, row.permissions, organization.path, today) === null;
      return { ...row, can: { change: shapes, retire: shapes && row.holders === 0, grant: grants } };
    }),
    can: { shape: actor.may('accounts.grant', { path: organization.path }) },
  };
}

type GrantRow = {
  id: Id;
  person_id: Id;
  person_name: string;
  phone_hint: string | null;
  role_id: Id;
  role_zh: string;
  role_en: string;
  organization_id: Id;
  path: string;
  organization_name: string;
  is_below: boolean;
  activity_id: Id | null;
  valid_from: string;
  valid_until: string | null;
  granted_by: Id | null;
  ended_at: Date | null;
  end_reason: string | null;
  waits_for: Permission[];
  has_no_document: boolean;
};

export async function grantsAt(
  reader: Reader,
  actor: Actor,
  {
    now,
    later,
    ...query
  }: {
    now: Date;
    later: Pick<LaterNouns, 'activityTitles'>;
    organization_id: Id;
    ended?: 'yes' | undefined;
    person_words?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
) {
  const organization = await loadOrganization(reader, query.organization_id);
  actor.require('accounts.grant', { path: organization.path }, 'organizations.read');
  const after = decodeCursor(query.cursor);
  const words = query.person_words?.replaceAll(' ', '') ?? '';
  const among = sql`${atOrBelow(sql`o.path`, organization.path)} and ${query.ended === 'yes' ? sql`g.ended_at is not null` : sql`g.ended_at is null`}
    and (${words === ''} or p.name like ${`%${words.replace(/[%_\\]/g, '')}%`} or right(p.phone_hint, 4) = ${words})`;
  const order = sql`(o.path, r.name_zh, coalesce(p.name, ''), g.id)`;
  const rows = await reader.all<GrantRow>(sql`
    select g.id, g.person_id, coalesce(p.name, '') as person_name, p.phone_hint, g.role_id, r.name_zh as role_zh, r.name_en as role_en, g.organization_id, o.path,
      o.name_zh as organization_name, g.is_below, g.activity_id, g.valid_from, g.valid_until, g.granted_by, g.ended_at, g.end_reason, ${waitingPermissions} as waits_for,
      p.document_index is null as has_no_document
    from role_grants g join persons p on p.id = g.person_id join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where ${among} ${after === undefined ? sql.empty : sql`and ${order} > (${after[0]}::text, ${after[1]}::text, ${after[2]}::text, ${after[3]}::uuid)`}
    order by o.path, r.name_zh, coalesce(p.name, ''), g.id limit ${query.limit + 1}`);
  const { count } = await reader.one<{ count: number }>(sql`
    select count(*)::int as count from role_grants g join persons p on p.id = g.person_id join organizations o on o.id = g.organization_id where ${among}`);
  const cut = page(rows, query.limit, (row) => [row.path, row.role_zh, row.person_name, row.id]);
  const near = await nearMe(reader, actor, cut.rows);
  const newcomers = await newcomersAmong(
    reader,
    cut.rows.filter((row) => row.has_no_document).map((row) => row.person_id),
  );
  const names = await namesOf(
    reader,
    cut.rows.map((row) => row.granted_by),
  );
  const titles = await later.activityTitles(
    reader,
    cut.rows.flatMap((row) => row.activity_id ?? []),
  );
  return {
    count,
    next_cursor: cut.next_cursor,
    rows: cut.rows.map(({ path, granted_by, has_no_document: _has_none, ...row }) => ({
      ...row,
      granted_by_name: names.orNull(granted_by),
      activity_title: row.activity_id === null ? null : (titles.get(row.activity_id) ?? null),
      can: {
        end: row.ended_at === null && (granted_by === actor.person_id || actor.may('accounts.grant', { path })),
        invite: row.ended_at === null && newcomers.has(row.person_id) && actor.may('accounts.grant', { path }),
        confirm: row.ended_at === null && mayConfirm(actor, near, { ...row, path, granted_by }, now),
      },
    })),
  };
}

/** Who never signed in and set no way to. */
async function newcomersAmong(reader: Reader, people: readonly Id[]): Promise<ReadonlySet<Id>> {
  if (people.length === 0) return new Set();
  const found = await reader.all<{ person_id: Id }>(sql`
    select c.person_id from accounts c where c.person_id = any(${people}::uuid[]) and c.password_hash is null and c.totp_confirmed_at is null
      and not exists (select from sessions s where s.person_id = c.person_id)`);
  return new Set(found.map((each) => each.person_id));
}

type Waiting = { person_id: Id; granted_by: Id | null; path: string; is_below: boolean; waits_for: Permission[] };
type Near = { readonly granters: ReadonlySet<Id>; readonly holders: readonly Id[] };

/** Whom the caller does not count as a second person beside, and who brought the caller in. */
async function nearMe(reader: Reader, actor: Actor, rows: readonly Waiting[]): Promise<Near> {
  const waiting = rows.filter((row) => row.waits_for.length > 0);
  return {
    granters: await notSecondTo(
      reader,
      actor.person_id,
      waiting.flatMap((row) => row.granted_by ?? []),
    ),
    holders: await whoBroughtIn(
      reader,
      actor.person_id,
      waiting.map((row) => row.person_id),
    ),
  };
}

function mayConfirm(actor: Actor, near: Near, row: Waiting, now: Date): boolean {
  if (
    row.waits_for.length === 0 ||
    (row.granted_by !== null && near.granters.has(row.granted_by)) ||
    near.holders.includes(row.person_id)
  )
    return false;
  return (
    refusalToConfirmGrant(actor, { ...row, permissions: row.waits_for, below: row.is_below }, businessDate(now)) ===
    null
  );
}

type WaitingRow = Waiting & {
  id: Id;
  person_name: string;
  phone_hint: string | null;
  role_zh: string;
  role_en: string;
  organization_id: Id;
  organization_name: string;
  granted_at: Date;
};

const fromWaiting = (actor: Actor, now: Date): Sql => sql`
    from role_grants g join persons p on p.id = g.person_id join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where g.ended_at is null and g.granted_by is not null and r.retired_at is null and coalesce(g.valid_until, 'infinity') >= ${businessDate(now)}::date
      and ${within(sql`o.path`, actor.scope('accounts.grant'))} and cardinality(${waitingPermissions}) > 0`;

/** When each was given of those that this person may confirm. */
export async function grantsForMe(reader: Reader, actor: Actor, now: Date): Promise<readonly Date[]> {
  const rows = await reader.all<Waiting & { granted_at: Date }>(sql`
    select g.person_id, g.granted_by, o.path, g.is_below, ${waitingPermissions} as waits_for, g.granted_at ${fromWaiting(actor, now)} order by g.granted_at`);
  if (rows.length === 0) return [];
  const near = await nearMe(reader, actor, rows);
  return rows.filter((row) => mayConfirm(actor, near, row, now)).map((row) => row.granted_at);
}

export async function waitingGrants(reader: Reader, actor: Actor, query: { limit: number }, now: Date) {
  actor.requireAnywhere('accounts.grant');
  const from = fromWaiting(actor, now);
  const rows = await reader.all<WaitingRow>(sql`
    select g.id, g.person_id, g.granted_by, o.path, g.is_below, ${waitingPermissions} as waits_for, coalesce(p.name, '') as person_name, p.phone_hint, r.name_zh as role_zh, r.name_en as role_en,
      g.organization_id, o.name_zh as organization_name, g.granted_at ${from} order by g.granted_at, g.id limit ${query.limit}`);
  const { count } = await reader.one<{ count: number }>(sql`select count(*)::int as count ${from}`);
  const near = await nearMe(reader, actor, rows);
  const names = await namesOf(
    reader,
    rows.map((row) => row.granted_by),
  );
  return {
    count,
    rows: rows.map(({ person_id, granted_by, path, ...row }) => ({
      ...row,
      granted_by_name: names.orNull(granted_by),
      can: { confirm: mayConfirm(actor, near, { ...row, person_id, granted_by, path }, now) },
    })),
  };
}
