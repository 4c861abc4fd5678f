/** Until when a proposal is handled or decided: by the rule book of the place on the day from which it waits. */
import type { WorkCalendar } from '../../../domain/calendar/working-days.ts';
import { lastDayOf } from '../../../domain/calendar/term.ts';
import { deadlineOf, type Deadline, type Timing } from '../../../domain/calendar/deadline.ts';
import type { RuleTrace } from '../../../domain/organizations/rule-book.ts';
import type { WaitingState } from '../../../domain/records/two-people.ts';
import { waitingTerm, type WaitingTimes } from '../../../domain/records/waiting-times.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { loadWorkCalendar } from '../../calendar/holidays.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { ruleBookInForce, traceOf } from '../../organizations/rule-books/rule-book-in-force.ts';

/** The rule as it was then: a later one moves no day that is set. */
export type DueTrace = Omit<RuleTrace, 'inputs'> & {
  readonly inputs: WaitingTimes & { readonly from: BusinessDate; readonly state: WaitingState };
};
export type Due = {
  readonly due_on: BusinessDate;
  readonly due_is_provisional: boolean;
  readonly due_trace: DueTrace;
};

export async function dueOf(writer: Writer, state: WaitingState, path: string): Promise<Due> {
  const from = businessDate(writer.now);
  const rule = await ruleBookInForce(writer, 'waiting_times', path, from);
  const inputs = { ...rule.body, from, state };
  return countedOut({ ...traceOf('waiting_times', rule, inputs), inputs }, await loadWorkCalendar(writer));
}

/** By another calendar the same rule may give another day. */
export function countedOut(trace: DueTrace, calendar: WorkCalendar): Due {
  const { inputs } = trace;
  const counted = lastDayOf(waitingTerm(inputs, inputs.state), inputs.from, calendar);
  return { due_on: counted.day, due_is_provisional: counted.is_provisional, due_trace: trace };
}

export const timingOf = ({ inputs }: DueTrace): Timing => ({
  in_working_days: inputs.in_working_days,
  remind_before: inputs.remind_before,
  escalate_after: inputs.escalate_after,
});

export const dueColumns = sql`p.due_on, p.due_is_provisional, p.due_trace`;
/** One of an earlier version has no day until the nightly work has counted it. */
export type DueColumns = {
  readonly due_on: BusinessDate | null;
  readonly due_is_provisional: boolean;
  readonly due_trace: DueTrace | null;
};

/** As it stands today; of a decided one as it stood on the day of the decision. */
export function deadlineShown(
  row: Omit<DueColumns, 'due_trace'> & { readonly decided_at: Date | null },
  now: Date,
): Deadline | null {
  if (row.due_on === null) return null;
  const settledOn = row.decided_at === null ? null : businessDate(row.decided_at);
  return deadlineOf({ due_on: row.due_on, is_provisional: row.due_is_provisional }, businessDate(now), settledOn);
}

/** How the day was counted, for whoever asks why. */
export const dueBasis = (trace: DueTrace | null) =>
  trace === null
    ? null
    : {
        from: trace.inputs.from,
        days: waitingTerm(trace.inputs, trace.inputs.state).count,
        in_working_days: trace.inputs.in_working_days,
        rolls_off_days_off: trace.inputs.rolls_off_days_off,
        book_id: trace.book_id,
        issuer_name: trace.issuer_name,
        citing: trace.citing,
        version: trace.version,
      };
