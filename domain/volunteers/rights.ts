/** L43: what a volunteer may raise, and until when the organisation answers. */
import { addDays, businessDate, type BusinessDate } from '../time.ts';

export const rightsKinds = {
  insurance: { zh: '保险', en: 'Insurance' },
  cost: { zh: '费用补贴', en: 'Reimbursed cost' },
  safety: { zh: '安全', en: 'Safety' },
  records: { zh: '服务记录', en: 'Service records' },
  treatment: { zh: '受到的对待', en: 'Treatment' },
  privacy: { zh: '个人信息', en: 'Personal data' },
  other: { zh: '其他', en: 'Other' },
} as const;
export type RightsKind = keyof typeof rightsKinds;
export const rightsKindList = Object.keys(rightsKinds) as RightsKind[];

/** No source names a number of days; fifteen is the term for written answers under PIPL practice and may be changed here. */
export const answerDays = 15;

export function answerDueOn(filedAt: Date): BusinessDate {
  return addDays(businessDate(filedAt), answerDays);
}

export type RightsState = 'open' | 'overdue' | 'answered' | 'closed';

export function rightsState(matter: { due_on: BusinessDate; answered_at: Date | null; closed_at: Date | null }, day: BusinessDate): RightsState {
  if (matter.closed_at) return 'closed';
  if (matter.answered_at) return 'answered';
  return day > matter.due_on ? 'overdue' : 'open';
}
