/** Nobody creates or changes hours alone: a proposal needs a handler and a reviewer, neither of them its subject. */
import type { Id } from '../id.ts';
import type { ProblemCode } from '../problem.ts';

export const proposalKinds = ['correction', 'back_fill', 'import', 'appeal'] as const;
export type ProposalKind = (typeof proposalKinds)[number];
export const proposalStates = ['requested', 'handled', 'approved', 'returned'] as const;
export type ProposalState = (typeof proposalStates)[number];
/** Waits for the first person, or for the second. */
export type WaitingState = Extract<ProposalState, 'requested' | 'handled'>;
export const isWaiting = (state: ProposalState): state is WaitingState => state === 'requested' || state === 'handled';

export type Proposal = {
  readonly kind: ProposalKind;
  readonly state: ProposalState;
  readonly subject_person_ids: readonly Id[]; // whose hours change, and who guards one of them
  readonly requested_by: Id;
  readonly handled_by: Id | null; // the first seal: who proposes a back-fill or import, who handles a correction
  readonly struck_by?: Id | null; // of an appeal: who struck what it asks back
};

export type ProposalAction = 'handle' | 'approve' | 'return';

const states: Record<ProposalAction, readonly ProposalState[]> = {
  handle: ['requested'],
  approve: ['handled'],
  return: ['requested', 'handled'],
};

/** Why this person may not do this, or null. A correction or an appeal is requested by the volunteer, then sealed twice; who struck has no say in the appeal. */
export function proposalRefusal(action: ProposalAction, proposal: Proposal, personId: Id): ProblemCode | null {
  if (!states[action].includes(proposal.state)) return 'records.proposal_closed';
  if (proposal.subject_person_ids.includes(personId)) return 'records.own_hours';
  if (proposal.struck_by === personId) return 'records.own_strike';
  if (action === 'approve' && proposal.handled_by === personId) return 'records.second_person_needed';
  if (action === 'approve' && proposal.handled_by === null) return 'records.first_person_needed';
  return null;
}

/** A back-fill or an import begins with its handler: asking for it is the first of the two seals. */
export function firstState(kind: ProposalKind): WaitingState {
  return kind === 'correction' || kind === 'appeal' ? 'requested' : 'handled';
}
