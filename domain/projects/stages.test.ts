import { problemSentence } from '../problem.ts';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { closeProblem, enterStageProblem, stages, type ProjectState, type Stage } from './stages.ts';

const state = (
  entered: readonly Stage[],
  summary: string | null = null,
  closed = false,
  unfinished: readonly string[] = [],
): ProjectState => ({ entered, summary, closed, unfinished });

describe('P37 R21 the four stages', () => {
  test.each<[readonly Stage[], Stage, string | null]>([
    [[], 'recruitment', null],
    [['recruitment'], 'training', null],
    [['recruitment', 'training'], 'service', null],
    [['recruitment', 'training', 'service'], 'summary', null],
    [[], 'training', 'projects.stage_skipped'],
    [['recruitment'], 'service', 'projects.stage_skipped'],
    [['recruitment', 'training'], 'summary', 'projects.stage_skipped'],
    [['recruitment', 'training'], 'recruitment', 'projects.stage_repeated'],
  ])('P37 R21 after %j, entering %s gives %s', (entered, wanted, code) => {
    expect(enterStageProblem(state(entered), wanted)?.code ?? null).toBe(code);
  });

  test('P37 R21 the refusal names the stage that comes first', () => {
    expect(enterStageProblem(state(['recruitment']), 'service')?.params).toMatchObject({
      missing: '培训管理',
      stage: '服务保障',
    });
    const refused = enterStageProblem(state(['recruitment']), 'service');
    expect(refused && problemSentence(refused.code, refused.params, 'zh')).toBe('先完成“培训管理”，再进入“服务保障”');
    expect(refused && problemSentence(refused.code, refused.params, 'en')).not.toMatch(/\p{Script=Han}/u);
  });

  test.each<[readonly Stage[], string | null, string | null]>([
    [stages, '服务 320 人次，表扬 12 人', null],
    [stages, null, 'projects.summary_missing'],
    [stages, '   ', 'projects.summary_missing'],
    [['recruitment', 'training', 'service'], '写好了', 'projects.stage_skipped'],
  ])('P37 R21 closing after %j with summary %j gives %s', (entered, summary, code) => {
    expect(closeProblem(state(entered, summary))?.code ?? null).toBe(code);
  });

  test('P37 with an activity still to come neither summary nor closing passes, and it is named; earlier stages do', () => {
    const names = ['讲老故事（2026-12-20）'];
    expect(enterStageProblem(state(['recruitment', 'training'], null, false, names), 'service')).toBeNull();
    for (const refused of [
      enterStageProblem(state(['recruitment', 'training', 'service'], null, false, names), 'summary'),
      closeProblem(state(stages, '好', false, names)),
    ]) {
      expect(refused && problemSentence(refused.code, refused.params, 'zh')).toBe(
        '还有 1 场活动没办完，办完或取消再来：讲老故事（2026-12-20）',
      );
    }
    expect(closeProblem(state(stages, '好', false, ['一', '二', '三', '四', '五', '六']))?.params).toMatchObject({
      count: 6,
      list: '一、二、三、四、五…',
    });
  });

  test('P37 a closed project enters no further stage and is not closed twice', () => {
    expect(enterStageProblem(state(['recruitment'], '好', true), 'training')?.code).toBe('projects.closed');
    expect(closeProblem(state(stages, '好', true))?.code).toBe('projects.closed');
  });

  test('P37 R21 whatever is tried, the stages entered are a beginning of the four in order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...stages)), (tries) => {
        const entered: Stage[] = [];
        for (const wanted of tries) if (enterStageProblem(state(entered), wanted) === null) entered.push(wanted);
        expect(entered).toEqual(stages.slice(0, entered.length));
      }),
    );
  });
});
