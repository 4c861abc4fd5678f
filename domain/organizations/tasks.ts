/** What is to be done about an organisation: opened with a deadline, closed with who, when and what came of it. */
import { isOverdue, type BusinessDate } from '../time.ts';
import type { ProfileEditor } from './attributes.ts';

export type TaskKindEntry = {
  readonly zh: string;
  readonly en: string;
  readonly opened_by: ProfileEditor;
  readonly closed_by: ProfileEditor;
  /** Recorded after it happened, so it is closed as soon as it is written. */
  readonly happened?: true;
  /** Closing needs a document: minutes or proof. */
  readonly needs_document?: true;
};

export const taskKinds = {
  build_step: { zh: '建设四步', en: 'Build step', opened_by: 'own', closed_by: 'own', happened: true }, // G05
  bottleneck: { zh: '堵点', en: 'Bottleneck', opened_by: 'own', closed_by: 'own' }, // G37
  correction: { zh: '整改项', en: 'Correction', opened_by: 'own', closed_by: 'own', needs_document: true }, // G36
  meeting: {
    zh: '法定会议',
    en: 'Statutory meeting',
    opened_by: 'own',
    closed_by: 'own',
    happened: true,
    needs_document: true,
  }, // P13
  duty_work: { zh: '职责工作', en: 'Work under a duty', opened_by: 'own', closed_by: 'own', happened: true }, // P11
  training_held: { zh: '培训', en: 'Training held', opened_by: 'own', closed_by: 'own', happened: true }, // G66
  visit: { zh: '实地调研', en: 'Field visit', opened_by: 'superior', closed_by: 'superior', happened: true }, // G17
  instruction: { zh: '督办事项', en: 'Instruction', opened_by: 'superior', closed_by: 'own' }, // G35
  guidance: { zh: '分类指导', en: 'Guidance by class', opened_by: 'superior', closed_by: 'superior' }, // G27
  joint_plan: { zh: '机制计划', en: 'Joint plan', opened_by: 'own', closed_by: 'superior' }, // P08, approved by the unit that leads
  joint_urge: { zh: '机制督促', en: 'Urged in the mechanism', opened_by: 'own', closed_by: 'own' }, // P08, closed by the report of the unit urged
  joint_report: { zh: '进展报送', en: 'Progress report', opened_by: 'own', closed_by: 'own', happened: true }, // P08
  survey: { zh: '摸底问卷', en: 'Survey', opened_by: 'superior', closed_by: 'own' }, // G13
} as const satisfies Record<string, TaskKindEntry>;

/** How a task stands on a day; one without a day is never late. */
export function dueState(
  task: { readonly closed_on: BusinessDate | null; readonly due_on: BusinessDate | null },
  day: BusinessDate,
): 'ok' | 'late' | 'due' {
  if (task.closed_on !== null) return 'ok';
  return isOverdue(task.due_on, day) ? 'late' : 'due';
}

export type TaskKind = keyof typeof taskKinds;
export const taskKindNames = Object.keys(taskKinds) as [TaskKind, ...TaskKind[]];

export const bottleneckTypes = {
  registration: { zh: '登记注册', en: 'Registration' },
  premises: { zh: '办公场所', en: 'Premises' },
  staff: { zh: '人员配备', en: 'Staff' },
  funds: { zh: '经费保障', en: 'Funds' },
  members: { zh: '会员不足', en: 'Members' },
  policy: { zh: '政策支持', en: 'Policy' },
  other: { zh: '其他', en: 'Other' },
} as const;
export type BottleneckType = keyof typeof bottleneckTypes;
export const bottleneckTypeNames = Object.keys(bottleneckTypes) as [BottleneckType, ...BottleneckType[]];

/** P11: the four duties of the action centre. */
export const centreDuties = {
  guidance: { zh: '服务引导', en: 'Guidance' },
  training: { zh: '组织培训', en: 'Training' },
  promotion: { zh: '项目推动', en: 'Project promotion' },
  exchange: { zh: '交流合作', en: 'Exchange' },
} as const;
export type CentreDuty = keyof typeof centreDuties;
export const centreDutyNames = Object.keys(centreDuties) as [CentreDuty, ...CentreDuty[]];
