import type { Id } from '../../../domain/id.ts';
import type { ProposalKind } from '../../../domain/records/two-people.ts';
import { businessDate, isOverdue, type BusinessDate } from '../../../domain/time.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { summed } from '../../../domain/inbox/line.ts';
import { forSecond } from '../../two-people.ts';
import { peopleOfRegistrations } from '../../volunteers/registrations.ts';
import { canOf, nearOf } from './proposal-can.ts';
import { proposalColumns, shown, summariesOf, type Proposal } from './proposal-summaries.ts';

type View = 'waiting' | 'overdue' | 'to_handle' | 'to_approve' | 'mine' | 'approved' | 'returned';

function viewOf(view: View, actor: Actor, today: BusinessDate): Sql {
  if (view === 'mine') return sql`(p.handled_by = ${actor.person_id} or p.decided_by = ${actor.person_id})`;
  if (view === 'to_handle')
    return sql`(p.state = 'requested' and ${within(sql`p.organization_path`, actor.scope('records.propose'))})`;
  if (view === 'to_approve')
    return sql`(p.state = 'handled' and ${within(sql`p.organization_path`, actor.scope('records.approve'))} and p.handled_by is distinct from ${actor.person_id})`;
  if (view === 'overdue') return sql`(p.state in ('requested', 'handled') and p.due_on < ${today}::date)`;
  return view === 'waiting' ? sql`p.state in ('requested', 'handled')` : sql`p.state = ${view}`;
}

export async function listProposals(
  reader: Reader,
  actor: Actor,
  query: { view: View; kind?: ProposalKind | undefined; cursor?: string | undefined; limit: number },
  now: Date,
) {
  const after = decodeCursor(query.cursor);
  const today = businessDate(now);
  const scope = within(sql`p.organization_path`, actor.scope('records.read'));
  const rows = await reader.all<Proposal>(sql`
    select ${proposalColumns} from record_proposals p where ${scope} and ${viewOf(query.view, actor, today)} ${query.kind === undefined ? sql.empty : sql`and p.kind = ${query.kind}`}
      ${after === undefined ? sql.empty : sql`and (p.requested_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by p.requested_at desc, p.id desc limit ${query.limit + 1}`);
  const counts = await reader.one<{
    waiting: number;
    overdue: number;
    correction: number;
    back_fill: number;
    import: number;
    appeal: number;
    mine: number;
    approved: number;
    returned: number;
  }>(sql`
    select count(*) filter (where ${viewOf('waiting', actor, today)})::int as waiting, count(*) filter (where ${viewOf('overdue', actor, today)})::int as overdue,
      count(*) filter (where ${viewOf('waiting', actor, today)} and p.kind = 'correction')::int as correction,
      count(*) filter (where ${viewOf('waiting', actor, today)} and p.kind = 'back_fill')::int as back_fill,
      count(*) filter (where ${viewOf('waiting', actor, today)} and p.kind = 'import')::int as import,
      count(*) filter (where ${viewOf('waiting', actor, today)} and p.kind = 'appeal')::int as appeal,
      count(*) filter (where ${viewOf('mine', actor, today)})::int as mine,
      count(*) filter (where ${viewOf('approved', actor, today)})::int as approved,
      count(*) filter (where ${viewOf('returned', actor, today)})::int as returned
    from record_proposals p where ${scope}`);
  const cut = page(rows, query.limit, (row) => [row.requested_at.toISOString(), row.proposal_id]);
  const summaries = await summariesOf(reader, cut.rows);
  const near = await nearOf(reader, actor, summaries);
  return {
    rows: summaries.map((row) => shown(actor, row, { can: canOf(row, actor, near), now })),
    next_cursor: cut.next_cursor,
    counts,
  };
}

type ForMe = { readonly to_handle: Summed; readonly to_approve: Summed };
type Group = {
  is_appeal: boolean;
  state: string;
  by: Id | null;
  count: number;
  since: Date;
  overdue: number;
  due_on: BusinessDate | null;
  is_provisional: boolean;
};
type Summed = ReturnType<typeof summed>;

/**
 * What waits for this very person, by the conditions of the buttons, so that nobody is called to what they may not do. Counted by
 * who sealed first; appeals, which are few, row by row, because from where was struck stands in the audit trail.
 */
export async function proposalsForMe(
  reader: Reader,
  actor: Actor,
  { affairs, today }: { readonly affairs: readonly Id[]; readonly today: BusinessDate },
): Promise<ForMe> {
  const registrations = [...(await peopleOfRegistrations(reader, affairs)).keys()];
  const own = await reader.all<{ proposal_id: Id }>(
    sql`select distinct proposal_id from record_proposal_lines where volunteer_id = any(${registrations}::uuid[])`,
  );
  const waiting = sql`${within(sql`p.organization_path`, actor.scope('records.read'))} and (${viewOf('to_handle', actor, today)} or ${viewOf('to_approve', actor, today)})`;
  const groups = await reader.all<Group>(sql`
    select p.kind = 'appeal' as is_appeal, p.state, p.handled_by as by, count(*)::int as count, min(coalesce(p.handled_at, p.requested_at)) as since,
      count(*) filter (where p.due_on < ${today}::date)::int as overdue, min(p.due_on)::text as due_on, coalesce((array_agg(p.due_is_provisional order by p.due_on))[1], false) as is_provisional
    from record_proposals p where ${waiting} and p.id <> all(${own.map((row) => row.proposal_id)}::uuid[]) group by 1, 2, 3`);
  const plain = groups.filter((group) => !group.is_appeal);
  const appeals = groups.length === plain.length ? [] : await appealsForMe(reader, actor, { waiting, today });
  const approved = await forSecond(
    reader,
    actor.person_id,
    plain.filter((group) => group.state === 'handled'),
  );
  return {
    to_handle: summed([
      ...plain.filter((group) => group.state === 'requested'),
      ...appeals.filter((one) => one.can.handle),
    ]),
    to_approve: summed([...approved, ...appeals.filter((one) => one.can.approve)]),
  };
}

async function appealsForMe(
  reader: Reader,
  actor: Actor,
  { waiting, today }: { readonly waiting: Sql; readonly today: BusinessDate },
) {
  const rows = await summariesOf(
    reader,
    await reader.all<Proposal>(
      sql`select ${proposalColumns} from record_proposals p where ${waiting} and p.kind = 'appeal' order by p.requested_at`,
    ),
  );
  const near = await nearOf(reader, actor, rows);
  return rows.map((row) => ({
    count: 1,
    since: row.requested_at,
    overdue: isOverdue(row.due_on, today) ? 1 : 0,
    due_on: row.due_on,
    is_provisional: row.due_is_provisional,
    can: canOf(row, actor, near),
  }));
}
