/**
 * P37, R21: a project passes 宣传招募 – 培训管理 – 服务保障 – 总结表扬 in this order. Entering a stage is a
 * record with a name; the current stage is the last one entered. Closing is a record too and needs the summary.
 */
import { inBoth, problem, type Problem } from '../problem.ts';

export const stages = ['recruitment', 'training', 'service', 'summary'] as const;
export type Stage = (typeof stages)[number];

export const stageNames: Readonly<Record<Stage, { zh: string; en: string }>> = {
  recruitment: { zh: '宣传招募', en: 'Publicity and recruitment' },
  training: { zh: '培训管理', en: 'Training and management' },
  service: { zh: '服务保障', en: 'Service and support' },
  summary: { zh: '总结表扬', en: 'Summary and praise' },
};

export type ProjectState = {
  readonly entered: readonly Stage[]; // in the order in which they were entered
  readonly closed: boolean;
  readonly summary: string | null;
  /** Published or waiting for approval, and not over: what a summary could not know yet. */
  readonly unfinished: readonly string[];
};

function nextStage(entered: readonly Stage[]): Stage | null {
  return stages[entered.length] ?? null;
}

/** Why a stage may not be entered now; null when it may. */
export function enterStageProblem(state: ProjectState, wanted: Stage): Problem | null {
  if (state.closed) return problem('projects.closed');
  if (state.entered.includes(wanted)) return problem('projects.stage_repeated', inBoth('stage', stageNames[wanted]));
  const next = nextStage(state.entered);
  if (next === wanted) return wanted === 'summary' ? unfinishedProblem(state) : null;
  const missing = next === null ? wanted : next;
  return problem('projects.stage_skipped', {
    ...inBoth('missing', stageNames[missing]),
    ...inBoth('stage', stageNames[wanted]),
  });
}

/** Why a project may not be closed now; null when it may. */
export function closeProblem(state: ProjectState): Problem | null {
  if (state.closed) return problem('projects.closed');
  const next = nextStage(state.entered);
  if (next !== null)
    return problem('projects.stage_skipped', {
      ...inBoth('missing', stageNames[next]),
      ...inBoth('stage', { zh: '结项', en: 'Closing' }),
    });
  const unfinished = unfinishedProblem(state);
  if (unfinished !== null) return unfinished;
  if (state.summary === null || state.summary.trim() === '') return problem('projects.summary_missing');
  return null;
}

const listed = 5;

/** By name, so that whoever closes knows what to hold or to call off first. */
function unfinishedProblem({ unfinished }: ProjectState): Problem | null {
  if (unfinished.length === 0) return null;
  return problem('projects.unfinished', {
    count: unfinished.length,
    list: unfinished.slice(0, listed).join('、') + (unfinished.length > listed ? '…' : ''),
  });
}
