import type { Id } from '../../../domain/id.ts';
import { addDays, businessDate, monthsThrough, startOfDay, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { atOrBelow, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import type { RegistrationSource } from '../registration/register-volunteer.ts';

export type Span = { from?: BusinessDate | undefined; until?: BusinessDate | undefined };

/** Both days included; a year back where nothing is asked. */
export function spanOf(
  query: Span,
  now: Date,
): { from: BusinessDate; until: BusinessDate; inside: (column: Sql) => Sql } {
  const until = query.until ?? businessDate(now);
  const from = query.from ?? addDays(until, -365);
  return {
    from,
    until,
    inside: (column) => sql`${column} >= ${startOfDay(from)} and ${column} < ${startOfDay(addDays(until, 1))}`,
  };
}

/** What each campaign brought, oldest first, and those of the own places that brought nobody yet. */
async function campaignsOf(reader: Reader, joined: Sql, made: Sql) {
  const brought = await reader.all<{
    campaign_id: Id | null;
    campaign: string;
    first: Date;
    last: Date;
    count: number;
  }>(sql`
    select v.campaign_id, v.campaign, min(v.registered_at) as first, max(v.registered_at) as last, count(*)::int as count
    from volunteers v where ${joined} and v.campaign is not null group by v.campaign_id, v.campaign`);
  const named = await reader.all<{ id: Id; name: string; organization_name: string; made_at: Date }>(sql`
    select c.id, c.name, o.name_zh as organization_name, c.made_at from campaigns c join organizations o on o.id = c.organization_id
    where ${made} or c.id = any(${brought.flatMap((row) => row.campaign_id ?? [])}::uuid[])`);
  const campaigns = new Map(named.map((row) => [row.id, row]));
  const known = new Set(brought.map((row) => row.campaign_id));
  const rows = [
    ...brought.map((row) => ({ ...row, at: row.first, of: campaigns.get(row.campaign_id ?? '') })),
    ...named
      .filter((row) => !known.has(row.id))
      .map((row) => ({ campaign: row.name, first: null, last: null, count: 0, at: row.made_at, of: row })),
  ];
  const key = ({ of }: (typeof rows)[number]): string => of?.id ?? '~'; // those without one come last
  return rows
    .sort((one, other) => one.at.getTime() - other.at.getTime() || (key(one) < key(other) ? -1 : 1))
    .map(({ campaign, first, last, count, of }) => ({
      id: of?.id ?? null,
      campaign: of?.name ?? campaign,
      organization_name: of?.organization_name ?? null,
      first_on: first === null ? null : businessDate(first),
      last_on: last === null ? null : businessDate(last),
      count,
    }));
}

/** L83: who joined, by month and by what brought them. An undone import counts nobody. */
export async function joiners(
  reader: Reader,
  actor: Actor,
  query: Span & { organization_id?: Id | undefined },
  now: Date,
) {
  const span = spanOf(query, now);
  const organization = query.organization_id ? await loadOrganization(reader, query.organization_id) : null;
  if (organization) actor.require('volunteers.read', { path: organization.path }, 'volunteers.read');
  const where = sql`${within(sql`v.organization_path`, actor.scope('volunteers.read'))} and ${organization ? atOrBelow(sql`v.organization_path`, organization.path) : sql`true`}
    and ${span.inside(sql`v.registered_at`)} and v.merged_into is null
    and not exists (select 1 from roster_imports i where i.id = v.import_id and i.undone_at is not null and v.withdrawn_at is not null)`;
  const rows = await reader.all<{ month: string; source: RegistrationSource; count: number }>(sql`
    select to_char(v.registered_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, v.source, count(*)::int from volunteers v where ${where} group by 1, 2 order by 1, 2`);
  const made = sql`${within(sql`o.path`, actor.scope('volunteers.read'))} and ${organization ? atOrBelow(sql`o.path`, organization.path) : sql`true`}`;
  const campaigns = await campaignsOf(reader, where, made);
  const first = rows[0]?.month; // before anybody joined there is nothing to compare
  const months = (first === undefined ? [] : monthsThrough(first, span.until.slice(0, 7))).map((month) => {
    const own = rows.filter((row) => row.month === month);
    return {
      month,
      total: own.reduce((sum, row) => sum + row.count, 0),
      by_source: own.map(({ source, count }) => ({ source, count })),
    };
  });
  return {
    organization_name: organization?.name ?? null,
    from: span.from,
    until: span.until,
    total: months.reduce((sum, row) => sum + row.total, 0),
    months,
    campaigns,
  };
}
