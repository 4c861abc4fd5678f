/** What the caller may do to a proposal: asked for the buttons as for the count of what waits. */
import type { Id } from '../../../domain/id.ts';
import type { ProblemCode } from '../../../domain/problem.ts';
import { proposalRefusal, type ProposalAction } from '../../../domain/records/two-people.ts';
import type { Reader } from '../../db/reader.ts';
import type { Actor } from '../../http/actor.ts';
import { notSecondTo, whoBroughtIn } from '../../two-people.ts';
import type { ProposalCan, Summary } from './proposal-summaries.ts';

/** Who stands too near to the caller by a grant: who does not count as a first seal, and whose hours are not the caller's to make. */
export type Near = { readonly handlers: ReadonlySet<Id>; readonly subjects: readonly Id[] };

export async function nearOf(reader: Reader, actor: Actor, rows: readonly Summary[]): Promise<Near> {
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

export function refusalOf(row: Summary, actor: Actor, near: Near, action: ProposalAction): ProblemCode | null {
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

export function canOf(row: Summary, actor: Actor, near: Near): ProposalCan {
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
