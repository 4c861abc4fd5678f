/** Two registrations that may be one person. Joining them cannot be undone, so what can be known is asked first and the rest waits. */
import { problem, type Problem } from '../problem.ts';
import { dayMs } from '../time.ts';
import type { DocumentType } from './identity.ts';

/** How long a decided merge waits, unless the operator says otherwise (MERGE_WAIT_DAYS). */
export const defaultMergeWaitDays = 15;
export const mergeWaitDaysBounds = { least: 3, most: 90 } as const;

/** Numbers with a check character that one person keeps for life; a passport or an old card may have come in anew. */
const forLife: readonly DocumentType[] = ['resident_id', 'residence_permit'];

export type MergeSide = {
  readonly document_type: DocumentType | null;
  /** Keyed hash of type and number; null where none is held. */ readonly document: string | null;
};

/** Two checked numbers of one kind that differ are two people, whoever says what. */
export function refusalToMerge(kept: MergeSide, duplicate: MergeSide): Problem | null {
  const isSameKind =
    kept.document_type !== null &&
    kept.document_type === duplicate.document_type &&
    forLife.includes(kept.document_type);
  if (!isSameKind || kept.document === null || duplicate.document === null || kept.document === duplicate.document)
    return null;
  return problem('volunteers.merge_two_documents');
}

export function carryOutAfter(decidedAt: Date, days: number): Date {
  return new Date(decidedAt.getTime() + days * dayMs);
}

export type MergeInputs = {
  readonly decision: 'merged' | 'refused' | null;
  readonly carried_out_at: Date | null;
  readonly stopped_at: Date | null;
};
export const mergeStates = ['open', 'waiting', 'merged', 'refused'] as const;
export type MergeState = (typeof mergeStates)[number];

/** Where a request stands: decided is not yet done. */
export function mergeState(inputs: MergeInputs): MergeState {
  if (inputs.decision === null) return 'open';
  if (inputs.decision === 'refused' || inputs.stopped_at !== null) return 'refused';
  return inputs.carried_out_at === null ? 'waiting' : 'merged';
}
