import { expect, test } from 'vitest';
import type { BusinessDate } from '../time.ts';
import { deadlineOf, stepsDue, type Timing } from './deadline.ts';
import type { WorkCalendar } from './working-days.ts';

/** Around National Day 2026. */
const calendar: WorkCalendar = {
  arranged: (day) => (day >= '2026-10-01' && day <= '2026-10-07' ? true : day === '2026-10-10' ? false : undefined),
  isKnown: (year) => year === 2026,
};

test.each<[BusinessDate, boolean, number]>([
  ['2026-10-13', false, 2],
  ['2026-10-15', false, 0],
  ['2026-10-16', true, -1],
  ['2026-10-31', true, -16],
])('due on 15 October, on %s: overdue %s, %i days left', (today, is_overdue, days_left) => {
  const due = { due_on: '2026-10-15', is_provisional: false };
  expect(deadlineOf(due, today)).toEqual({ ...due, is_overdue, days_left });
});

test('what was done late stays late, what was done in time is never late', () => {
  const due = { due_on: '2026-10-15', is_provisional: false };
  expect(deadlineOf(due, '2026-12-01', '2026-10-17')).toMatchObject({ is_overdue: true, days_left: -2 });
  expect(deadlineOf(due, '2026-12-01', '2026-10-15')).toMatchObject({ is_overdue: false, days_left: 0 });
});

const inWorkingDays: Timing = { in_working_days: true, remind_before: 1, escalate_after: 3 };
const inDays: Timing = { in_working_days: false, remind_before: 2, escalate_after: 3 };
// docs/rules/calendar.md, "Who hears of it when"
test.each<[string, BusinessDate, Timing, BusinessDate, number, string]>([
  ['two days before', '2026-10-09', inWorkingDays, '2026-10-07', 3, ''],
  ['a working day before', '2026-10-09', inWorkingDays, '2026-10-08', 3, 'remind 0'],
  ['on the day itself', '2026-10-09', inWorkingDays, '2026-10-09', 3, 'remind 0'],
  ['the day after: no reminder any more', '2026-10-09', inWorkingDays, '2026-10-10', 3, 'overdue 0'],
  ['three working days over', '2026-10-09', inWorkingDays, '2026-10-13', 3, 'overdue 0'],
  ['after them', '2026-10-09', inWorkingDays, '2026-10-14', 3, 'overdue 0, escalate 1'],
  ['after six', '2026-10-09', inWorkingDays, '2026-10-17', 3, 'overdue 0, escalate 1, escalate 2'],
  ['where only one place is above', '2026-10-09', inWorkingDays, '2026-12-01', 1, 'overdue 0, escalate 1'],
  ['reminded on the last day that works before a holiday', '2026-10-08', inWorkingDays, '2026-09-30', 3, 'remind 0'],
  ['in days as they come', '2026-10-09', inDays, '2026-10-07', 3, 'remind 0'],
  ['over in days as they come', '2026-10-09', inDays, '2026-10-13', 3, 'overdue 0, escalate 1'],
  ['without a reminder', '2026-10-09', { ...inDays, remind_before: 0 }, '2026-10-09', 3, ''],
])('%s: due %s, on %s', (_, due_on, timing, today, rungs, expected) => {
  const steps = stepsDue({ due_on, timing }, { today, calendar, rungs });
  expect(steps.map(({ step, rung }) => `${step} ${rung}`).join(', ')).toBe(expected);
});
