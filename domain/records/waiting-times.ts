/**
 * The rule book of kind `waiting_times`: until when proposals of hours (corrections, appeals, back-fills, imports) are handled and
 * decided. No source names these days (the law says promptly), so the built-in numbers are ours and say so.
 */
import { z } from 'zod';
import type { Term } from '../calendar/term.ts';
import type { Tighter } from '../organizations/rule-books/direction.ts';
import type { WaitingState } from './two-people.ts';

const count = z.int().min(1).max(60);

export const waitingTimesBody = z.object({
  /** From the request until the first person has handled it. */
  handle_within: count,
  /** From then until the second person has decided. */
  decide_within: count,
  in_working_days: z.boolean(),
  /** Where days are counted: a last day that is off gives way to the next working day (Civil Code, art. 203). */
  rolls_off_days_off: z.boolean(),
  remind_before: z.int().min(0).max(30),
  escalate_after: count,
});
export type WaitingTimes = z.infer<typeof waitingTimesBody>;

export const waitingTimesTighter: Tighter<WaitingTimes> = {
  handle_within: 'lower',
  decide_within: 'lower',
  in_working_days: 'false',
  rolls_off_days_off: 'false',
  remind_before: 'free',
  escalate_after: 'lower',
};

export const defaultWaitingTimes: WaitingTimes = {
  handle_within: 5,
  decide_within: 5,
  in_working_days: true,
  rolls_off_days_off: true,
  remind_before: 1,
  escalate_after: 3,
};

export const waitingTerm = (body: WaitingTimes, state: WaitingState): Term => ({
  count: state === 'requested' ? body.handle_within : body.decide_within,
  unit: body.in_working_days ? 'working_days' : 'days',
  rolls_off: body.rolls_off_days_off,
});
