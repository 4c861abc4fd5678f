/** What is asked for a task of each kind, and its words. */
import { buildStepNames, buildSteps, countyClasses } from '../../../../domain/organizations/build-steps.ts';
import { meetingKinds, meetingNames, statutoryEnglish } from '../../../../domain/organizations/statutory.ts';
import {
  bottleneckTypeNames,
  bottleneckTypes,
  centreDuties,
  centreDutyNames,
  taskKinds,
  type TaskKind,
} from '../../../../domain/organizations/tasks.ts';
import { t } from '../../../ui/words.ts';
import { type FormField, choice, past, long, text, date, count, type Named } from './form-fields.ts';

export type OpenableTask = Exclude<TaskKind, 'survey' | 'joint_plan' | 'joint_urge' | 'joint_report'>;
export function taskForm(kind: OpenableTask): readonly FormField[] {
  switch (kind) {
    case 'build_step':
      return [
        choice('step', t('哪一步', 'Step'), buildSteps, buildStepNames),
        past('closed_on', '办结日期', 'Closed on'),
        long('outcome', '结果', 'Outcome'),
      ];
    case 'bottleneck':
      return [
        choice('type', t('类型', 'Type'), bottleneckTypeNames, bottleneckTypes),
        text('title', '卡在哪里', 'What is stuck'),
        { ...date('due_on', '期限', 'Deadline'), optional: true },
      ];
    case 'correction':
      return [text('title', '整改内容', 'Correction'), date('due_on', '期限', 'Deadline')];
    case 'meeting':
      return [
        choice('meeting', t('哪个会', 'Meeting'), meetingKinds, meetingNames),
        past('occurred_on', '召开日期', 'Held on'),
        { name: 'document_id', label: t('会议记录', 'Minutes'), as: 'document', kept_as: 'minutes' },
      ];
    case 'duty_work':
      return [
        choice('duty', t('职责', 'Duty'), centreDutyNames, centreDuties),
        text('title', '做了什么', 'What was done'),
        past('occurred_on', '日期', 'Date'),
      ];
    case 'training_held':
      return [
        text('title', '培训名称', 'Training'),
        past('occurred_on', '日期', 'Date'),
        count('people', '人数', 'People'),
      ];
    case 'visit':
      return [
        past('occurred_on', '日期', 'Date'),
        text('visitors', '谁去的', 'Who went'),
        long('findings', '看到什么', 'Findings'),
        long('advice', '建议', 'Advice'),
      ];
    case 'instruction':
      return [
        text('title', '事项', 'Matter'),
        long('text', '要求', 'What is asked'),
        date('due_on', '期限', 'Deadline'),
      ];
    case 'guidance':
      return [text('title', '指导内容', 'Guidance'), { ...date('due_on', '期限', 'Deadline'), optional: true }];
  }
}

export function taskKindsFor(kind: string): readonly OpenableTask[] {
  if (kind === 'county') return ['build_step', 'bottleneck', 'visit', 'instruction', 'guidance'];
  if (kind === 'action_centre') return ['duty_work', 'training_held', 'bottleneck', 'instruction'];
  if (['federation', 'volunteer_association', 'youth_volunteer_association'].includes(kind))
    return ['bottleneck', 'correction', 'meeting', 'training_held', 'visit', 'instruction', 'guidance'];
  return ['bottleneck', 'training_held', 'visit', 'instruction'];
}
export const taskWords = (kind: string) =>
  kind in taskKinds ? t(taskKinds[kind as TaskKind].zh, taskKinds[kind as TaskKind].en) : kind;

/** A title that the product itself gave is said in the reader's language; what somebody wrote stays as written. */
export function taskTitle(task: {
  readonly kind: string;
  readonly title: string;
  readonly body: Readonly<Record<string, unknown>>;
}): string {
  const named = (words: Named, key: unknown): string =>
    typeof key === 'string' && words[key] ? t(words[key].zh, words[key].en) : task.title;
  switch (task.kind) {
    case 'build_step':
      return named(buildStepNames, task.body['step']);
    case 'meeting':
      return named(meetingNames, task.body['meeting']);
    case 'visit':
      return typeof task.body['visitors'] === 'string' ? t(task.title, task.body['visitors']) : task.title;
    case 'guidance':
      return named(guidanceNames, task.body['class']);
    case 'correction':
      return t(task.title, statutoryEnglish(task.title));
    default:
      return task.title;
  }
}

const guidanceNames: Named = Object.fromEntries(
  Object.entries(countyClasses).map(([key, one]) => [key, { zh: one.guidance_zh, en: one.guidance_en }]),
);
