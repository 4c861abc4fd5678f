/** G05: survey, problem list, ledger, mechanism. Each step is dated and closes only after those before it. */
import { inBoth, problem, type Problem } from '../problem.ts';

export const buildSteps = ['survey', 'problems', 'ledger', 'mechanism'] as const;
export type BuildStep = (typeof buildSteps)[number];

export const buildStepNames: Readonly<Record<BuildStep, { zh: string; en: string; seal: string }>> = {
  survey: { zh: '摸底调查', en: 'Survey', seal: '摸' },
  problems: { zh: '梳理问题', en: 'Problem list', seal: '题' },
  ledger: { zh: '建立台账', en: 'Ledger', seal: '账' },
  mechanism: { zh: '形成机制', en: 'Mechanism', seal: '制' },
};

export function refusalToCloseStep(step: BuildStep, closed: readonly BuildStep[]): Problem | null {
  if (closed.includes(step)) return problem('organizations.step_closed', inBoth('step', buildStepNames[step]));
  const missing = buildSteps.slice(0, buildSteps.indexOf(step)).find((earlier) => !closed.includes(earlier));
  return missing ? problem('organizations.step_order', inBoth('missing', buildStepNames[missing])) : null;
}

/** G27: the class a county is guided by, and what guidance comes next. */
export type CountyClass = 'not_founded' | 'founding' | 'founded' | 'standardised';

export const countyClasses: Readonly<
  Record<CountyClass, { zh: string; en: string; guidance_zh: string; guidance_en: string }>
> = {
  not_founded: {
    zh: '未成立',
    en: 'Not founded',
    guidance_zh: '成立辅导：章程、发起会员、民政登记',
    guidance_en: 'Founding: charter, founding members, registration',
  },
  founding: {
    zh: '筹建中',
    en: 'Being founded',
    guidance_zh: '登记辅导：材料、场所、负责人',
    guidance_en: 'Registration: papers, premises, head',
  },
  founded: {
    zh: '已成立',
    en: 'Founded',
    guidance_zh: '规范化辅导：制度、会议、人员、台账',
    guidance_en: 'Standardisation: rules, meetings, staff, ledger',
  },
  standardised: {
    zh: '已规范',
    en: 'Standardised',
    guidance_zh: '品牌辅导：项目、阵地、示范创建',
    guidance_en: 'Brand: projects, stations, demonstration',
  },
};

export function countyClass(state: { founded: boolean; standardised: boolean; closed_steps: number }): CountyClass {
  if (state.standardised) return 'standardised';
  if (state.founded) return 'founded';
  return state.closed_steps > 0 ? 'founding' : 'not_founded';
}
