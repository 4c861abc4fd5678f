/** What an organisation that ends would leave without anybody in charge, and what a dissolution has to answer for each. */
import { problem, type Problem } from '../problem.ts';

/** The body that takes over is the successor, or without one the superior. */
export const leftAnswers = {
  below: ['hand_over'],
  work: ['hand_over', 'cancel'],
  members: ['hand_over', 'end'],
} as const;
export type LeftQuestion = keyof typeof leftAnswers;
export const leftQuestionNames = Object.keys(leftAnswers) as [LeftQuestion, ...LeftQuestion[]];
export type Answers = {
  readonly below?: 'hand_over' | undefined;
  readonly work?: 'hand_over' | 'cancel' | undefined;
  readonly members?: 'hand_over' | 'end' | undefined;
  /** What those who signed up are told when their activity is cancelled. */
  readonly message?: string | undefined;
};

type LeftEntry = { readonly zh: string; readonly en: string; readonly asks: LeftQuestion | null };

/** In the order in which the dialog lists them. Without a question the last column says what happens by itself. */
export const leftKinds = {
  below: { zh: '下级组织', en: 'organisations below', asks: 'below' },
  activities: { zh: '没结束的活动', en: 'activities not over', asks: 'work' },
  signed_up: { zh: '已报名的人', en: 'people signed up', asks: null },
  projects: { zh: '进行中的项目', en: 'running projects', asks: 'work' },
  members: { zh: '成员', en: 'members', asks: 'members' },
  homes: { zh: '以这里为所属组织的志愿者', en: 'volunteers at home here', asks: 'members' },
  pending_hours: { zh: '等确认的签到', en: 'check-ins to be confirmed', asks: null },
  matters: { zh: '等办理的申请和反映', en: 'proposals and matters waiting', asks: null },
  tasks: { zh: '没办结的事项', en: 'open tasks', asks: null },
  guided: { zh: '由它指导的组织', en: 'organisations guided by it', asks: null },
  grants: { zh: '这里的权限', en: 'roles here', asks: null },
} as const satisfies Record<string, LeftEntry>;

export type LeftKind = keyof typeof leftKinds;
export const leftKindNames = Object.keys(leftKinds) as [LeftKind, ...LeftKind[]];
export type LeftCounts = Readonly<Record<LeftKind, number>>;

export function questionsOf(counts: LeftCounts): readonly LeftQuestion[] {
  return leftQuestionNames.filter((question) =>
    leftKindNames.some((kind) => leftKinds[kind].asks === question && counts[kind] > 0),
  );
}

/** Nothing goes on without somebody in charge: whatever stands needs its answer before the organisation ends. */
export function refusalToLeave(counts: LeftCounts, answers: Answers): Problem | null {
  const open = questionsOf(counts).find((question) => answers[question] === undefined);
  if (open !== undefined) {
    const kinds = leftKindNames.filter((kind) => leftKinds[kind].asks === open && counts[kind] > 0);
    return problem(
      'organizations.left_behind',
      {
        what: kinds.map((kind) => `${leftKinds[kind].zh} ${counts[kind]}`).join('、'),
        what_en: kinds.map((kind) => `${counts[kind]} ${leftKinds[kind].en}`).join(', '),
      },
      open,
    );
  }
  const silent = answers.work === 'cancel' && counts.signed_up > 0 && (answers.message ?? '').trim() === '';
  return silent ? problem('organizations.cancelled_untold', { count: counts.signed_up }, 'message') : null;
}
