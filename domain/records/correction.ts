/** How an approved change of time is carried out: what is reversed, and how strong the new time is. */
import type { Balance, PresenceSource } from './presence.ts';

type Time = { readonly from: Date; readonly to: Date };

export type CorrectionInput = {
  readonly old: (Time & { readonly source: PresenceSource; readonly balance: Balance }) | null; // null: there was no record
  readonly proposed: Time;
  /** What first-hand stamps prove, late ones too. */
  readonly stamped: (Time & { readonly source: PresenceSource }) | null;
};
export type CorrectionPlan = { readonly reverses: boolean; readonly source: PresenceSource };

const toleranceMs = 60_000;
const inside = (inner: Time, outer: Time): boolean => inner.from.getTime() >= outer.from.getTime() - toleranceMs && inner.to.getTime() <= outer.to.getTime() + toleranceMs;

/**
 * Proven by stamps: the old record gives way to one as strong as they are. Shorter than before: the source stays.
 * Longer without proof: signed time stays as it is, and only what is beyond it is added, as back-filled.
 */
export function planCorrection(input: CorrectionInput): CorrectionPlan {
  const { old, proposed, stamped } = input;
  if (stamped !== null && inside(proposed, stamped)) return { reverses: old !== null, source: stamped.source };
  if (old === null) return { reverses: false, source: 'back_fill' };
  if (inside(proposed, old)) return { reverses: true, source: old.source };
  if (old.balance === 'credit_minutes' && inside(old, proposed)) return { reverses: false, source: 'back_fill' };
  return { reverses: true, source: 'back_fill' };
}
