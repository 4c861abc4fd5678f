/** L43: what a volunteer may raise, and until when the organisation answers. */
import type { Term } from '../calendar/term.ts';
import type { Id } from '../id.ts';
import { problem, type Problem } from '../problem.ts';
import { isOverdue, type BusinessDate } from '../time.ts';

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
export const answerTerm: Term = { count: 15, unit: 'days', rolls_off: false };

export type RightsState = 'open' | 'overdue' | 'answered' | 'closed';

export function rightsState(
  matter: { due_on: BusinessDate; answered_at: Date | null; closed_at: Date | null },
  day: BusinessDate,
): RightsState {
  if (matter.closed_at) return 'closed';
  if (matter.answered_at) return 'answered';
  return isOverdue(matter.due_on, day) ? 'overdue' : 'open';
}

type Body = { readonly id: Id; readonly path: string };

/** Whom a matter goes to: an own team or one served with, or a body above; about a team only where it is asked above that team. */
export function refusalToAddress(
  asked: Id,
  about: Id | null,
  known: { readonly teams: readonly Body[]; readonly above: readonly Body[] },
): Problem | null {
  const body = [...known.teams, ...known.above].find((one) => one.id === asked);
  if (body === undefined) return problem('volunteers.matter_addressee', {}, 'organization_id');
  if (about === null) return null;
  const team = known.teams.find((one) => one.id === about);
  const isBelow = team !== undefined && team.id !== body.id && team.path.startsWith(body.path);
  return isBelow ? null : problem('volunteers.matter_about', {}, 'about_organization_id');
}
