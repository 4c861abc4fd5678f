/** A new sign-in phone for somebody who lost the old one: two people at the desk, and days in which the old number may object. */
import { dayMs } from '../time.ts';

/** How long an approved one waits where the old number could be told, unless the operator says otherwise (PHONE_RECOVERY_WAIT_DAYS). */
export const defaultRecoveryWaitDays = 3;
export const recoveryWaitDaysBounds = { least: 1, most: 30 } as const;

export type RecoveryInputs = {
  readonly decision: 'approved' | 'refused' | null;
  readonly carried_out_at: Date | null;
  readonly stopped_at: Date | null;
};
export const recoveryStates = ['open', 'waiting', 'done', 'refused', 'stopped'] as const;
export type RecoveryState = (typeof recoveryStates)[number];

/** An approval is not yet the change. */
export function recoveryState(inputs: RecoveryInputs): RecoveryState {
  if (inputs.stopped_at !== null) return 'stopped';
  if (inputs.decision === null) return 'open';
  if (inputs.decision === 'refused') return 'refused';
  return inputs.carried_out_at === null ? 'waiting' : 'done';
}

/** Nobody who could object hears of it: then it waits for nobody. */
export function recoveryCarriedOutAfter(decidedAt: Date, days: number, isOldPhoneTold: boolean): Date {
  return isOldPhoneTold ? new Date(decidedAt.getTime() + days * dayMs) : decidedAt;
}
