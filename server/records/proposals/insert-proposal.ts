import type { Id } from '../../../domain/id.ts';
import type { ProposalKind, WaitingState } from '../../../domain/records/two-people.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import type { ShiftInputs } from '../check-in/shift-inputs.ts';
import { dueOf } from './proposal-due.ts';

export type NewProposal = {
  readonly kind: ProposalKind;
  /** Handled where asking is itself the first of the two seals. */
  readonly state: WaitingState;
  readonly reason: string;
  readonly evidence: string;
  /** Over whom the next to act stand; of an appeal above the place of the strike. */
  readonly path?: string;
};

export async function insertProposal(
  writer: Writer,
  shift: Pick<ShiftInputs, 'organization_id' | 'organization_path' | 'activity_id'>,
  { kind, state, reason, evidence, path }: NewProposal,
): Promise<Id> {
  const [proposalId, who] = [writer.newId(), writer.caller.person_id];
  const [handler, handledAt] = state === 'handled' ? [who, writer.now] : [null, null];
  const due = await dueOf(writer, state, path ?? shift.organization_path);
  await writer.run(sql`
    insert into record_proposals (id, kind, organization_id, organization_path, activity_id, state, reason, evidence, requested_by, requested_at, handled_by, handled_at, due_on, due_is_provisional, due_trace)
    values (${proposalId}, ${kind}, ${shift.organization_id}, ${shift.organization_path}, ${shift.activity_id}, ${state}, ${reason}, ${evidence}, ${who}, ${writer.now}, ${handler}, ${handledAt},
      ${due.due_on}, ${due.due_is_provisional}, ${json(due.due_trace)})`);
  return proposalId;
}
