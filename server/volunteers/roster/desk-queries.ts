/** What waits on a desk: rights matters, merge requests, requests to see minors' data. */
import type { z } from 'zod';
import type { listMatters } from '../../../contract/volunteers/reports.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { maskName } from '../../../domain/masking.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { atOrBelow, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { notSecondTo } from '../../two-people.ts';
import { workplacesOf } from '../profile/file-matter.ts';
import { findMatters, shownMatter } from '../profile/my-matters.ts';
import { ageOf } from '../profile/my-queries.ts';

type Paging = { cursor?: string | undefined; limit: number };

const matterStates = {
  open: sql`r.answered_at is null and r.closed_at is null`,
  answered: sql`r.answered_at is not null and r.closed_at is null`,
  closed: sql`r.closed_at is not null`,
  all: sql`true`,
};

/** Of the own scope, without those about the very bodies in which the reader works. */
const mattersWithin = async (reader: Reader, actor: Actor): Promise<Sql> =>
  sql`${within(sql`r.organization_path`, actor.scope('volunteers.rights'))} and (r.about_organization_id is null or r.about_organization_id <> all(${await workplacesOf(reader, actor.person_id)}::uuid[]))`;

/** For whoever may answer; the own are another's. */
export async function mattersForMe(reader: Reader, actor: Actor, now: Date) {
  return reader.one<{ count: number; overdue: number; due_on: BusinessDate | null; since: Date | null }>(sql`
    select count(*)::int as count, count(*) filter (where r.due_on < ${businessDate(now)}::date)::int as overdue, min(r.due_on)::text as due_on, min(r.filed_at) as since
    from rights_matters r where ${await mattersWithin(reader, actor)} and ${matterStates.open} and r.volunteer_id <> ${actor.person_id}`);
}

export async function mattersOnDesk(
  reader: Reader,
  actor: Actor,
  query: z.output<typeof listMatters.query>,
  now: Date,
) {
  const after = decodeCursor(query.cursor)?.[0];
  const organization = query.organization_id ? await loadOrganization(reader, query.organization_id) : null;
  const scope = sql`${await mattersWithin(reader, actor)} and ${organization ? atOrBelow(sql`r.organization_path`, organization.path) : sql`true`}`;
  const rows = await findMatters(
    reader,
    sql`where ${scope} and ${matterStates[query.state]} and (${after === undefined} or r.id < ${after ?? null}::uuid)
    order by r.id desc limit ${query.limit + 1}`,
  );
  const found = page(rows, query.limit, (row) => [row.id]);
  return {
    next_cursor: found.next_cursor,
    rows: found.rows.map((row) => ({
      ...shownMatter(row, now),
      volunteer_name_hint: maskName(row.volunteer_name),
      can: {
        answer:
          row.closed_at === null &&
          row.volunteer_id !== actor.person_id &&
          actor.may('volunteers.rights', { path: row.organization_path }),
      },
    })),
  };
}

type AccessRow = {
  id: Id;
  child_id: Id;
  name: string;
  number: string;
  birth_date: string | null;
  organization_path: string;
  organization_name: string;
  asked_by: Id;
  asked_at: Date;
  reason: string;
  decision: 'approved' | 'refused' | null;
  decided_by: Id | null;
  decided_at: Date | null;
  expires_at: Date | null;
};

export async function minorAccessOnDesk(reader: Reader, actor: Actor, query: Paging, now: Date) {
  const after = decodeCursor(query.cursor);
  const rows = await reader.all<AccessRow>(sql`
    select r.id, r.child_id, coalesce(p.name, '') as name, v.number, p.birth_date::text, r.organization_path, o.name_zh as organization_name, r.asked_by, r.asked_at,
      r.reason, r.decision, r.decided_by, r.decided_at, r.expires_at
    from minor_access_requests r join persons p on p.id = r.child_id join volunteers v on v.id = r.child_id join organizations o on o.id = v.organization_id
    where ${within(sql`r.organization_path`, actor.scope('volunteers.approve_minor_access'))}
      and (${after === undefined} or ((r.decided_at is null)::int, r.id) < (${after?.[0] ?? 0}::int, ${after?.[1] ?? null}::uuid))
    order by (r.decided_at is null)::int desc, r.id desc limit ${query.limit + 1}`);
  const found = page(rows, query.limit, (row) => [row.decided_at === null ? 1 : 0, row.id]);
  const related = await notSecondTo(
    reader,
    actor.person_id,
    found.rows.map((row) => row.asked_by),
  );
  const [names, looks] = await Promise.all([
    namesOf(
      reader,
      found.rows.flatMap((row) => [row.asked_by, row.decided_by]),
    ),
    reader.all<{ child_id: Id; person_id: Id; at: Date }>(sql`
      select subject_id as child_id, actor_person_id as person_id, at from audit_events
      where subject_type = 'volunteer' and action = 'volunteers.reveal' and subject_id = any(${found.rows.map((row) => row.child_id)}::text[]) and actor_person_id = any(${found.rows.map((row) => row.asked_by)}::uuid[])`),
  ]);
  const looksOf = (row: AccessRow): number =>
    looks.filter(
      (look) =>
        look.child_id === row.child_id &&
        look.person_id === row.asked_by &&
        look.at >= (row.decided_at ?? row.asked_at),
    ).length;
  return {
    next_cursor: found.next_cursor,
    rows: found.rows.map((row) => ({
      id: row.id,
      child: { id: row.child_id, name_hint: maskName(row.name), number: row.number, age: ageOf(row.birth_date, now) },
      organization_name: row.organization_name,
      asked_by_name: names.of(row.asked_by),
      asked_at: row.asked_at,
      reason: row.reason,
      decision: row.decision,
      decided_by_name: names.orNull(row.decided_by),
      decided_at: row.decided_at,
      expires_at: row.expires_at,
      looks: looksOf(row),
      can: { decide: row.decision === null && !related.has(row.asked_by) },
    })),
  };
}
