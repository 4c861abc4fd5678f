/** How an approved change of time is carried out: what gives way, how strong the new time is, and which of it counts. */
import type { Id } from '../id.ts';
import { addDays, at, type BusinessDate } from '../time.ts';
import type { Balance, PresenceSource } from './presence.ts';
import { clip, type Interval } from './spans.ts';

type Time = { readonly from: Date; readonly to: Date };

export type CorrectionInput = {
  /** All that stands for this attendance: a signed record may have an honorary one beside it. */
  readonly old: readonly (Time & { readonly id: Id; readonly source: PresenceSource; readonly balance: Balance })[];
  readonly proposed: Time;
  /** What first-hand stamps prove, late ones too. */
  readonly stamped: { readonly spans: readonly Time[]; readonly source: PresenceSource } | null;
};
export type CorrectionPlan = {
  readonly reverses: readonly Id[];
  readonly source: PresenceSource;
  readonly spans: readonly Time[];
};

const toleranceMs = 60_000;
const inside = (inner: Time, outer: Time): boolean =>
  inner.from.getTime() >= outer.from.getTime() - toleranceMs && inner.to.getTime() <= outer.to.getTime() + toleranceMs;
const interval = (time: Time): Interval => ({ from: time.from.getTime(), to: time.to.getTime() });

/**
 * Proven by stamps: all that stands gives way to the stamped part of the asked time. Longer than what was signed: the signed
 * time stays as it is, and only what is beyond it is added, as back-filled. Anything else gives way to the asked time, as
 * weak as a word is.
 */
export function planCorrection(input: CorrectionInput): CorrectionPlan {
  const { old, proposed, stamped } = input;
  const all = old.map((record) => record.id);
  const proven = provenPart(proposed, stamped?.spans ?? []);
  if (stamped !== null && proven.length > 0) return { reverses: all, source: stamped.source, spans: proven };
  const signed = old.find((record) => record.balance === 'credit_minutes');
  if (signed !== undefined && inside(signed, proposed))
    return { reverses: all.filter((id) => id !== signed.id), source: 'back_fill', spans: [proposed] };
  const weak = old.find((record) => record.balance === 'honorary_minutes' && inside(proposed, record));
  return { reverses: all, source: weak?.source ?? 'back_fill', spans: [proposed] };
}

/** Nothing where the asked time reaches beyond the first and the last stamp. */
function provenPart(proposed: Time, spans: readonly Time[]): Time[] {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined || !inside(proposed, { from: first.from, to: last.to })) return [];
  return clip(spans.map(interval), interval(proposed)).map((part) => ({
    from: new Date(part.from),
    to: new Date(part.to),
  }));
}

/** Two times of the clock as they are typed for a service day: who left at 01:00 left on the day after. */
export function typedSpan(day: BusinessDate, from: string, to: string): { started_at: string; ended_at: string } {
  return {
    started_at: at(day, from).toISOString(),
    ended_at: at(to <= from ? addDays(day, 1) : day, to).toISOString(),
  };
}
