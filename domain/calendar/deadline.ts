/** What must be done until a day: how it stands, and when somebody is reminded of it or hears of it further up. */
import { daysUntil, isOverdue, type BusinessDate } from '../time.ts';
import { daysOn } from './term.ts';
import type { WorkCalendar } from './working-days.ts';

/** As it is shown wherever something is due. */
export type Deadline = {
  readonly due_on: BusinessDate;
  /** Rests on a year whose days off are not published yet. */
  readonly is_provisional: boolean;
  readonly is_overdue: boolean;
  /** 0 on the due day, below 0 by as many days as it is over. */
  readonly days_left: number;
};

/** `settledOn`: done on that day, and as late for ever as it was then. */
export function deadlineOf(
  due: { readonly due_on: BusinessDate; readonly is_provisional: boolean },
  today: BusinessDate,
  settledOn: BusinessDate | null = null,
): Deadline {
  const day = settledOn ?? today;
  return { ...due, is_overdue: isOverdue(due.due_on, day), days_left: daysUntil(due.due_on, day) };
}

export const deadlineSteps = ['remind', 'overdue', 'escalate'] as const;
export type DeadlineStep = (typeof deadlineSteps)[number];

/** How early somebody is reminded, and after how many days over each further place upwards hears of it. */
export type Timing = {
  readonly in_working_days: boolean;
  readonly remind_before: number;
  readonly escalate_after: number;
};

/** A step, and of escalations the how manieth. */
export type Step = { readonly step: DeadlineStep; readonly rung: number };

/**
 * The steps that have come by today, in order. A reminder is for the time before: once the day is over it is not caught up.
 * `rungs`: how many places there are above the first.
 */
export function stepsDue(
  matter: { readonly due_on: BusinessDate; readonly timing: Timing },
  at: { readonly today: BusinessDate; readonly calendar: WorkCalendar; readonly rungs: number },
): Step[] {
  const { due_on: dueOn, timing } = matter;
  const on = (count: number): BusinessDate =>
    daysOn(at.calendar, dueOn, { count, in_working_days: timing.in_working_days });
  if (!isOverdue(dueOn, at.today))
    return timing.remind_before > 0 && on(-timing.remind_before) <= at.today ? [{ step: 'remind', rung: 0 }] : [];
  const steps: Step[] = [{ step: 'overdue', rung: 0 }];
  for (let rung = 1; rung <= at.rungs && isOverdue(on(rung * timing.escalate_after), at.today); rung += 1)
    steps.push({ step: 'escalate', rung });
  return steps;
}
