/** What waits on a desk: rights matters, merge requests, requests to see minors' data. */
import type { z } from 'zod';
import type { listMatters } from '../../../contract/volunteers/reports.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate } from '../../../domain/time.ts';
import { maskName } from '../../../domain/masking.ts';
import { mergeState, type MergeInputs } from '../../../domain/volunteers/merge.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { atOrBelow, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { notSecondTo, whoBroughtIn } from '../../two-people.ts';
import { worksAtSubject } from '../profile/file-matter.ts';
import { matterColumns, matterTables, shownMatter, type MatterRow } from '../profile/my-matters.ts';
import { ageOf } from '../profile/my-queries.ts';

type Paging = { cursor?: string | undefined; limit: number };

const matterStates = {
  open: sql`r.answered_at is null and r.closed_at is null`,
  answered: sql`r.answered_at is not null and r.closed_at is null`,
  closed: sql`r.closed_at is not null`,
  all: sql`true`,
};

export async function mattersOnDesk(
  reader: Reader,
  actor: Actor,
  query: z.output<typeof listMatters.query>,
  now: Date,
) {
  const after = decodeCursor(query.cursor)?.[0];
  const organization = query.organization_id ? await loadOrganization(reader, query.organization_id) : null;
  const scope = sql`${within(sql`r.organization_path`, actor.scope('volunteers.rights'))} and not ${worksAtSubject(actor.person_id)} and ${organization ? atOrBelow(sql`r.organization_path`, organization.path) : sql`true`}`;
  const rows = await reader.all<MatterRow>(sql`
    select ${matterColumns} from ${matterTables} where ${scope} and ${matterStates[query.state]} and (${after === undefined} or r.id < ${after ?? null}::uuid)
    order by r.id desc limit ${query.limit + 1}`);
  const open = await reader.one<{ open: number; overdue: number }>(sql`
    select count(*)::int as open, count(*) filter (where r.due_on < ${businessDate(now)}::date)::int as overdue from rights_matters r
    where ${scope} and r.answered_at is null and r.closed_at is null and r.volunteer_id <> ${actor.person_id}`);
  const found = page(rows, query.limit, (row) => [row.id]);
  return {
    ...open,
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

type Side = {
  id: Id;
  name: string;
  number: string | null;
  document_hint: string | null;
  phone_hint: string | null;
  organization_name: string | null;
};
type MergeRow = {
  id: Id;
  kept: Side;
  duplicate: Side;
  kept_agreed_at: Date | null;
  duplicate_agreed_at: Date | null;
  organization_path: string;
  reason: string;
  opened_by_name: string;
  opened_at: Date;
  decided_by_name: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  opened_by: Id;
  carry_out_after: Date | null;
  differs: ('name' | 'birth_date' | 'sex')[];
} & MergeInputs;

export async function mergesOnDesk(reader: Reader, actor: Actor, query: Paging) {
  const after = decodeCursor(query.cursor);
  const scope = actor.scope('volunteers.merge');
  const side = (
    column: string,
  ) => sql`(select json_build_object('id', p.id, 'name', coalesce(p.name, ''), 'number', v.number, 'document_hint', p.document_hint, 'phone_hint', p.phone_hint,
    'organization_name', o.name_zh)
    from persons p left join volunteers v on v.id = p.id left join organizations o on o.id = v.organization_id where p.id = ${sql.raw(column)})`;
  const rows = await reader.all<MergeRow>(sql`
    select m.id, ${side('m.kept_id')} as kept, ${side('m.duplicate_id')} as duplicate, m.kept_agreed_at, m.duplicate_agreed_at, m.organization_path, m.reason,
      coalesce(o.name, '') as opened_by_name, m.opened_by, m.opened_at, m.decision, d.name as decided_by_name, m.decided_at,
      coalesce(m.stop_reason, m.decision_reason) as decision_reason, m.carry_out_after, m.carried_out_at, m.stopped_at,
      array_remove(array[case when k.name <> j.name then 'name' end, case when k.birth_date <> j.birth_date then 'birth_date' end, case when k.sex <> j.sex then 'sex' end], null) as differs
    from merge_requests m left join persons o on o.id = m.opened_by left join persons d on d.id = m.decided_by
      join persons k on k.id = m.kept_id join persons j on j.id = m.duplicate_id
      left join volunteers dv on dv.id = m.duplicate_id
    where (${within(sql`m.organization_path`, scope)} or ${within(sql`dv.organization_path`, scope)})
      and (${after === undefined} or ((m.decided_at is null)::int, m.id) < (${after?.[0] ?? 0}::int, ${after?.[1] ?? null}::uuid))
    order by (m.decided_at is null)::int desc, m.id desc limit ${query.limit + 1}`);
  const found = page(rows, query.limit, (row) => [row.decided_at === null ? 1 : 0, row.id]);
  const related = await notSecondTo(
    reader,
    actor.person_id,
    found.rows.map((row) => row.opened_by),
  );
  const givers = await whoBroughtIn(
    reader,
    actor.person_id,
    found.rows.flatMap((row) => [row.kept.id, row.duplicate.id]),
  );
  const sides = found.rows.flatMap((row) => [row.kept.id, row.duplicate.id]);
  const accounts = await reader.all<{ person_id: Id }>(
    sql`select person_id from accounts where person_id = any(${sides}::uuid[])`,
  );
  const owners = new Set(accounts.map((each) => each.person_id));
  const shown = ({ name, ...one }: Side, agreedAt: Date | null) => ({
    ...one,
    has_account: owners.has(one.id),
    name_hint: maskName(name),
    document_hint: one.document_hint ?? '',
    phone_hint: one.phone_hint ?? '',
    agreed_at: agreedAt,
  });
  return {
    next_cursor: found.next_cursor,
    rows: found.rows.map((row) => {
      const ready = (one: Side, agreedAt: Date | null): boolean => agreedAt !== null || !owners.has(one.id);
      const state = mergeState(row);
      const isApart = ![row.kept.id, row.duplicate.id].includes(actor.person_id);
      const merges =
        state === 'open' &&
        isApart &&
        !related.has(row.opened_by) &&
        ![row.kept.id, row.duplicate.id].some((side) => givers.includes(side));
      return {
        id: row.id,
        kept: shown(row.kept, row.kept_agreed_at),
        duplicate: shown(row.duplicate, row.duplicate_agreed_at),
        reason: row.reason,
        opened_by_name: maskOwn(row),
        opened_at: row.opened_at,
        state,
        decided_by_name: row.decided_by_name,
        decided_at: row.decided_at,
        decision_reason: row.decision_reason,
        carry_out_after: row.carry_out_after,
        differs: row.differs,
        is_mine: row.opened_by === actor.person_id,
        can: {
          merge: merges && ready(row.kept, row.kept_agreed_at) && ready(row.duplicate, row.duplicate_agreed_at),
          refuse: isApart && (state === 'open' || state === 'waiting'),
        },
      };
    }),
  };
}

/** A volunteer who opened the request by registering is masked like everyone on the page; staff are named. */
function maskOwn(row: MergeRow): string {
  return [row.kept.name, row.duplicate.name].includes(row.opened_by_name)
    ? maskName(row.opened_by_name)
    : row.opened_by_name;
}
