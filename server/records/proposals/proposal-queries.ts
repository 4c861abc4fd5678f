import type { Id } from '../../../domain/id.ts';
import { problem, problemSentence, type ProblemCode } from '../../../domain/problem.ts';
import type { PresenceSource } from '../../../domain/records/presence.ts';
import {
  proposalRefusal,
  type ProposalAction,
  type ProposalKind,
  type ProposalState,
} from '../../../domain/records/two-people.ts';
import { byId } from '../../db/by-id.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { notSecondTo, whoBroughtIn } from '../../two-people.ts';
import { peopleBehind } from '../../volunteers/registrations.ts';
import { lineOutcome, type FrozenOutcome } from './line-outcome.ts';
import { lineColumns, type LineRow } from './plan-line.ts';
import { strikesOf, type Strike } from './strikes.ts';
import { shownName } from '../service/shown-name.ts';
import { loadShift } from '../check-in/shift-inputs.ts';

type View = 'waiting' | 'to_handle' | 'to_approve' | 'mine' | 'approved' | 'returned';
type Summary = {
  proposal_id: Id;
  kind: ProposalKind;
  state: ProposalState;
  title: string;
  reason: string;
  requested_by: string;
  requested_by_id: Id;
  requested_at: Date;
  people: number;
  first_name: string;
  organization_path: string;
  activity_id: Id;
  handled_by_id: Id | null;
  subject_ids: Id[];
  guardian_ids: Id[];
  strike: Strike | null;
};

const proposalColumns = sql`
  p.id as proposal_id, p.kind, p.state, p.reason, p.requested_by as requested_by_id, p.requested_at, p.organization_path, p.activity_id, p.handled_by as handled_by_id`;
type Proposal = Omit<
  Summary,
  'title' | 'requested_by' | 'people' | 'first_name' | 'subject_ids' | 'guardian_ids' | 'strike'
>;

/** Whom a proposal is about lies with each of them, and the activity by itself: both are asked for by ids. */
async function summariesOf<Row extends Proposal>(reader: Reader, rows: readonly Row[]) {
  const lines = await reader.all<{ proposal_id: Id; volunteer_id: Id; record_id: Id | null }>(sql`
    select proposal_id, volunteer_id, record_id from record_proposal_lines where proposal_id = any(${rows.map((row) => row.proposal_id)}::uuid[]) order by volunteer_id`);
  const [activities, people] = await Promise.all([
    byId<{ id: Id; title: string }>(
      rows.map((row) => row.activity_id),
      (ids) => reader.all(sql`select id, title from activities where id = any(${ids}::uuid[])`),
    ),
    peopleBehind(
      reader,
      lines.map((line) => line.volunteer_id),
    ),
  ]);
  const appeals = new Set(rows.filter((row) => row.kind === 'appeal').map((row) => row.proposal_id));
  const struck = new Map(
    lines.flatMap((line) =>
      appeals.has(line.proposal_id) && line.record_id !== null ? [[line.proposal_id, line.record_id]] : [],
    ),
  );
  const strikes = await strikesOf(reader, [...struck.values()]);
  const subjects = [...new Set(people.values())];
  const linesOf = new Map<Id, Id[]>();
  for (const { proposal_id, volunteer_id } of lines) {
    const own = linesOf.get(proposal_id) ?? [];
    own.push(people.get(volunteer_id) ?? volunteer_id);
    linesOf.set(proposal_id, own);
  }
  const [guardians, names] = await Promise.all([
    reader.all<{ child_id: Id; guardian_id: Id }>(sql`
      select child_id, guardian_id from guardianships where child_id = any(${subjects}::uuid[]) and relation <> 'teacher' and ended_at is null`),
    namesOf(
      reader,
      rows.flatMap((row) => [row.requested_by_id, linesOf.get(row.proposal_id)?.[0]]),
    ),
  ]);
  return rows.map((row) => {
    const subject_ids = linesOf.get(row.proposal_id) ?? [];
    const about = new Set(subject_ids);
    return {
      ...row,
      title: activities.get(row.activity_id)?.title ?? '',
      requested_by: names.of(row.requested_by_id),
      people: subject_ids.length,
      first_name: names.of(subject_ids[0]),
      subject_ids,
      guardian_ids: guardians.filter((one) => about.has(one.child_id)).map((one) => one.guardian_id),
      strike: strikes.get(struck.get(row.proposal_id) ?? '') ?? null,
    };
  });
}

function viewOf(view: View, actor: Actor): Sql {
  if (view === 'mine') return sql`(p.handled_by = ${actor.person_id} or p.decided_by = ${actor.person_id})`;
  if (view === 'to_handle')
    return sql`(p.state = 'requested' and ${within(sql`p.organization_path`, actor.scope('records.propose'))})`;
  if (view === 'to_approve')
    return sql`(p.state = 'handled' and ${within(sql`p.organization_path`, actor.scope('records.approve'))} and p.handled_by is distinct from ${actor.person_id})`;
  return view === 'waiting' ? sql`p.state in ('requested', 'handled')` : sql`p.state = ${view}`;
}

/** Who stands too near to the caller by a grant: who does not count as a first seal, and whose hours are not the caller's to make. */
type Near = { readonly handlers: ReadonlySet<Id>; readonly subjects: readonly Id[] };

async function nearOf(reader: Reader, actor: Actor, rows: readonly Summary[]): Promise<Near> {
  return {
    handlers: await notSecondTo(
      reader,
      actor.person_id,
      rows.flatMap((row) => row.handled_by_id ?? []),
    ),
    subjects: await whoBroughtIn(
      reader,
      actor.person_id,
      rows.flatMap((row) => row.subject_ids),
    ),
  };
}

function refusalOf(row: Summary, actor: Actor, near: Near, action: ProposalAction): ProblemCode | null {
  const proposal = {
    kind: row.kind,
    state: row.state,
    subject_person_ids: [...row.subject_ids, ...row.guardian_ids],
    requested_by: row.requested_by_id,
    handled_by: row.handled_by_id,
    struck_by: row.strike?.struck_by ?? null,
  };
  const refusal = proposalRefusal(action, proposal, actor.person_id);
  if (refusal !== null) return refusal;
  if (row.subject_ids.some((id) => near.subjects.includes(id))) return 'records.own_hours';
  return action === 'approve' && row.handled_by_id !== null && near.handlers.has(row.handled_by_id)
    ? 'core.two_people'
    : null;
}

function canOf(row: Summary, actor: Actor, near: Near) {
  const place = { path: row.organization_path, activity_id: row.activity_id };
  const proposes = actor.may('records.propose', place);
  const isAppeal = row.kind === 'appeal';
  const approves = actor.may('records.approve', isAppeal ? { path: row.strike?.deciding_path ?? '' } : place);
  return {
    handle: proposes && refusalOf(row, actor, near, 'handle') === null,
    approve: approves && refusalOf(row, actor, near, 'approve') === null,
    return: (approves || (proposes && !isAppeal)) && refusalOf(row, actor, near, 'return') === null,
  };
}

/** The volunteer's own name is masked wherever staff look who do not see the roster. */
function shown(
  actor: Actor,
  {
    requested_by_id,
    organization_path: path,
    activity_id: activityId,
    handled_by_id: _handled,
    guardian_ids: _guardians,
    strike: _strike,
    subject_ids,
    ...row
  }: Summary,
  can: ReturnType<typeof canOf>,
) {
  const named = (name: string): string => shownName(actor, { path, activity_id: activityId }, name);
  return {
    ...row,
    requested_by: subject_ids.includes(requested_by_id) ? named(row.requested_by) : row.requested_by,
    first_name: named(row.first_name),
    can,
  };
}

export async function listProposals(
  reader: Reader,
  actor: Actor,
  query: { view: View; kind?: ProposalKind | undefined; cursor?: string | undefined; limit: number },
) {
  const after = decodeCursor(query.cursor);
  const scope = within(sql`p.organization_path`, actor.scope('records.read'));
  const rows = await reader.all<Proposal>(sql`
    select ${proposalColumns} from record_proposals p where ${scope} and ${viewOf(query.view, actor)} ${query.kind === undefined ? sql.empty : sql`and p.kind = ${query.kind}`}
      ${after === undefined ? sql.empty : sql`and (p.requested_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by p.requested_at desc, p.id desc limit ${query.limit + 1}`);
  const counts = await reader.one<{
    waiting: number;
    correction: number;
    back_fill: number;
    import: number;
    appeal: number;
    mine: number;
    approved: number;
    returned: number;
  }>(sql`
    select count(*) filter (where ${viewOf('waiting', actor)})::int as waiting,
      count(*) filter (where ${viewOf('waiting', actor)} and p.kind = 'correction')::int as correction,
      count(*) filter (where ${viewOf('waiting', actor)} and p.kind = 'back_fill')::int as back_fill,
      count(*) filter (where ${viewOf('waiting', actor)} and p.kind = 'import')::int as import,
      count(*) filter (where ${viewOf('waiting', actor)} and p.kind = 'appeal')::int as appeal,
      count(*) filter (where ${viewOf('mine', actor)})::int as mine,
      count(*) filter (where ${viewOf('approved', actor)})::int as approved,
      count(*) filter (where ${viewOf('returned', actor)})::int as returned
    from record_proposals p where ${scope}`);
  const cut = page(rows, query.limit, (row) => [row.requested_at.toISOString(), row.proposal_id]);
  const summaries = await summariesOf(reader, cut.rows);
  const near = await nearOf(reader, actor, summaries);
  return {
    rows: summaries.map((row) => shown(actor, row, canOf(row, actor, near))),
    next_cursor: cut.next_cursor,
    counts,
  };
}

const countedAtMost = 500;

/** What waits for this very person: asked as for the buttons, so that nobody is called to what they may not do. */
export async function proposalsForMe(
  reader: Reader,
  actor: Actor,
): Promise<{ corrections_to_handle: number; proposals_to_approve: number }> {
  if (!actor.holds('records.propose') && !actor.holds('records.approve'))
    return { corrections_to_handle: 0, proposals_to_approve: 0 };
  const found = await reader.all<Proposal>(sql`
    select ${proposalColumns} from record_proposals p where ${within(sql`p.organization_path`, actor.scope('records.read'))} and (${viewOf('to_handle', actor)} or ${viewOf('to_approve', actor)})
    order by p.requested_at limit ${countedAtMost}`);
  const rows = await summariesOf(reader, found);
  const near = await nearOf(reader, actor, rows);
  const mine = rows.map((row) => canOf(row, actor, near));
  return {
    corrections_to_handle: mine.filter((can) => can.handle).length,
    proposals_to_approve: mine.filter((can) => can.approve).length,
  };
}

type Seal = { name: string; at: Date; note: string | null };
type Detail = Proposal & {
  evidence: string;
  handled_at: Date | null;
  handled_note: string | null;
  decided_by: Id | null;
  decided_at: Date | null;
  decided_note: string | null;
};

type NamedLine = LineRow & { name: string; result_record_id: Id | null; outcome: FrozenOutcome | null };

async function namedLines(reader: Reader, proposalId: Id): Promise<NamedLine[]> {
  const lines = await reader.all<Omit<NamedLine, 'name'>>(sql`
    select ${lineColumns}, result_record_id, outcome from record_proposal_lines where proposal_id = ${proposalId} order by volunteer_id`);
  const people = await peopleBehind(
    reader,
    lines.map((line) => line.volunteer_id),
  );
  const names = await namesOf(reader, [...people.values()]);
  const named = lines.map((line) => ({ ...line, name: names.of(people.get(line.volunteer_id)) }));
  return named.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0)).slice(0, 500);
}

export async function readProposal(reader: Reader, actor: Actor, proposalId: Id) {
  const found = await reader.maybe<Detail>(sql`
    select ${proposalColumns}, p.evidence, p.handled_at, p.handled_note, p.decided_by, p.decided_at, p.decided_note from record_proposals p where p.id = ${proposalId}`);
  if (
    found === undefined ||
    !actor.may('records.read', { path: found.organization_path, activity_id: found.activity_id })
  )
    throw problem('core.not_found');
  const [row] = await summariesOf(reader, [found]);
  if (row === undefined) throw problem('core.not_found');
  const lines = await namedLines(reader, proposalId);
  const names = await namesOf(reader, [row.handled_by_id, row.decided_by]);
  const shift = lines[0] === undefined ? undefined : await loadShift(reader, lines[0].shift_id);
  if (shift === undefined) throw problem('core.not_found');
  const shownLines = [];
  for (const line of lines) {
    shownLines.push({
      volunteer_id: line.volunteer_id,
      name: shownName(actor, { path: row.organization_path, activity_id: row.activity_id }, line.name),
      record_id: line.record_id,
      result_record_id: line.result_record_id,
      ...(line.outcome ?? (await lineOutcome(reader, row.kind, line, shift))),
    });
  }
  const stamps = await reader.all<{
    volunteer_id: Id;
    direction: 'in' | 'out';
    stamped_at: Date;
    arrived_at: Date;
    source: PresenceSource;
    is_late: boolean;
    code_step: number | null;
  }>(sql`
    select volunteer_id, direction, stamped_at, arrived_at, source, is_late, code_step from attendance_stamps
    where volunteer_id = any(${lines.slice(0, 20).map((line) => line.volunteer_id)}::uuid[]) and shift_id = ${shift.id} order by stamped_at limit 100`);
  const peers = await reader.one<{ people: number; first_out_at: Date | null; last_out_at: Date | null }>(sql`
    select count(distinct volunteer_id)::int as people, min(stamped_at) as first_out_at, max(stamped_at) as last_out_at from attendance_stamps
    where shift_id = ${shift.id} and direction = 'out' and volunteer_id <> all(${lines.map((line) => line.volunteer_id)}::uuid[])`);
  const { evidence, handled_at, handled_note, decided_by, decided_at, decided_note, ...summary } = row;
  const seal = (by: Id | null, at: Date | null, note: string | null): Seal | null =>
    at === null ? null : { name: names.of(by), at, note };
  const next: ProposalAction = row.state === 'requested' ? 'handle' : 'approve';
  const near = await nearOf(reader, actor, [row]);
  const refusal = refusalOf(row, actor, near, next);
  return {
    ...shown(actor, summary, canOf(row, actor, near)),
    evidence,
    handled: seal(row.handled_by_id, handled_at, handled_note),
    decided: seal(decided_by, decided_at, decided_note),
    place: shift.place,
    planned_from: shift.starts_at,
    planned_to: shift.ends_at,
    lines: shownLines,
    stamps,
    peers,
    blocked: refusal === null || refusal === 'records.proposal_closed' ? null : problemSentence(refusal, {}, 'zh'),
  };
}
