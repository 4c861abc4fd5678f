/** L11, R28: a proposal answers three selection principles; with one missing it cannot be submitted. */
import { inBoth, problem, type Problem } from '../problem.ts';

export const principles = ['party_concern', 'social_need', 'within_reach'] as const;
export type Principle = (typeof principles)[number];

export const principleNames: Readonly<Record<Principle, { zh: string; en: string }>> = {
  party_concern: { zh: '党政关注', en: 'Concern of Party and government' },
  social_need: { zh: '社会需要', en: 'Need of society' },
  within_reach: { zh: '青年志愿者能为', en: 'Within young volunteers’ reach' },
};

export type PrincipleAnswers = Readonly<Partial<Record<Principle, string | null>>>;

function missingPrinciples(answers: PrincipleAnswers): Principle[] {
  return principles.filter((principle) => (answers[principle] ?? '').trim() === '');
}

export function principlesProblem(answers: PrincipleAnswers): Problem | null {
  const missing = missingPrinciples(answers)[0];
  return missing === undefined
    ? null
    : problem('projects.principle_missing', inBoth('principle', principleNames[missing]), missing);
}
