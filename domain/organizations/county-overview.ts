/** The state of a county's line in the ledger, and in what order lines are shown. */
import { isOverdue, type BusinessDate } from '../time.ts';

export type LineState = 'ok' | 'due' | 'behind' | 'late';

export const lineStates: Readonly<Record<LineState, { zh: string; en: string }>> = {
  ok: { zh: '已规范', en: 'Standardised' },
  due: { zh: '推进中', en: 'In progress' },
  behind: { zh: '待成立', en: 'To be founded' },
  late: { zh: '逾期', en: 'Overdue' },
};

/** Late only after its deadline: the deadline itself is in time. */
export function lineState(
  line: { founded: boolean; standardised: boolean; due_on: BusinessDate | null },
  today: BusinessDate,
): LineState {
  if (line.standardised) return 'ok';
  if (isOverdue(line.due_on, today)) return 'late';
  return line.founded ? 'due' : 'behind';
}

const order: readonly LineState[] = ['late', 'behind', 'due', 'ok'];

/** Late first, the longest overdue on top. */
export function compareLines(
  a: { state: LineState; due_on: string | null },
  b: { state: LineState; due_on: string | null },
): number {
  return order.indexOf(a.state) - order.indexOf(b.state) || (a.due_on ?? '9999').localeCompare(b.due_on ?? '9999');
}
