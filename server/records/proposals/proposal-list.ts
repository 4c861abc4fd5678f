import type { ProposalKind } from '../../../domain/records/two-people.ts';
import { businessDate, isOverdue, type BusinessDate } from '../../../domain/time.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
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

const countedAtMost = 500;

type ForMe = {
  corrections_to_handle: number;
  corrections_overdue: number;
  proposals_to_approve: number;
  proposals_overdue: number;
};
const nothing: ForMe = {
  corrections_to_handle: 0,
  corrections_overdue: 0,
  proposals_to_approve: 0,
  proposals_overdue: 0,
};

/** What waits for this very person: asked as for the buttons, so that nobody is called to what they may not do. */
export async function proposalsForMe(reader: Reader, actor: Actor, now: Date): Promise<ForMe> {
  if (!actor.holds('records.propose') && !actor.holds('records.approve')) return nothing;
  const today = businessDate(now);
  const found = await reader.all<Proposal>(sql`
    select ${proposalColumns} from record_proposals p where ${within(sql`p.organization_path`, actor.scope('records.read'))} and (${viewOf('to_handle', actor, today)} or ${viewOf('to_approve', actor, today)})
    order by p.requested_at limit ${countedAtMost}`);
  const rows = await summariesOf(reader, found);
  const near = await nearOf(reader, actor, rows);
  const mine = { ...nothing };
  for (const row of rows) {
    const can = canOf(row, actor, near);
    const isLate = isOverdue(row.due_on, today);
    mine.corrections_to_handle += Number(can.handle);
    mine.corrections_overdue += Number(can.handle && isLate);
    mine.proposals_to_approve += Number(can.approve);
    mine.proposals_overdue += Number(can.approve && isLate);
  }
  return mine;
}
