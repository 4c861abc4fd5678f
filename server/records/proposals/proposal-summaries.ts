/** A proposal in a line: what it is, who asked, whom it is about, and from where what it asks back was struck. */
import type { Id } from '../../../domain/id.ts';
import type { ProposalAction, ProposalKind, ProposalState } from '../../../domain/records/two-people.ts';
import { byId } from '../../db/by-id.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { peopleBehind } from '../../volunteers/registrations.ts';
import { shownName } from '../service/shown-name.ts';
import { deadlineShown, dueColumns, type DueColumns } from './proposal-due.ts';
import { strikesOf, type Strike } from './strikes.ts';

export type Summary = {
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
  decided_at: Date | null;
} & DueColumns;

export const proposalColumns = sql`
  p.id as proposal_id, p.kind, p.state, p.reason, p.requested_by as requested_by_id, p.requested_at, p.organization_path, p.activity_id, p.handled_by as handled_by_id, p.decided_at, ${dueColumns}`;
export type Proposal = Omit<
  Summary,
  'title' | 'requested_by' | 'people' | 'first_name' | 'subject_ids' | 'guardian_ids' | 'strike'
>;

/** Whom a proposal is about lies with each of them, and the activity by itself: both are asked for by ids. */
export async function summariesOf<Row extends Proposal>(reader: Reader, rows: readonly Row[]) {
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

export type ProposalCan = Readonly<Record<ProposalAction, boolean>>;

/** The volunteer's own name is masked wherever staff look who do not see the roster. */
export function shown(
  actor: Actor,
  {
    requested_by_id,
    organization_path: path,
    activity_id: activityId,
    handled_by_id: _handled,
    guardian_ids: _guardians,
    strike: _strike,
    subject_ids,
    decided_at,
    due_on,
    due_is_provisional,
    due_trace: _trace,
    ...row
  }: Summary,
  { can, now }: { readonly can: ProposalCan; readonly now: Date },
) {
  const named = (name: string): string => shownName(actor, { path, activity_id: activityId }, name);
  return {
    ...row,
    requested_by: subject_ids.includes(requested_by_id) ? named(row.requested_by) : row.requested_by,
    first_name: named(row.first_name),
    deadline: deadlineShown({ decided_at, due_on, due_is_provisional }, now),
    can,
  };
}
