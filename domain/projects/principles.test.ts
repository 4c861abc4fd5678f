import { expect, test } from 'vitest';
import { principlesProblem } from './principles.ts';

const answered = {
  party_concern: '列入全市文明城市创建任务',
  social_need: '沿江居民反映垃圾多',
  within_reach: '半天可完成，不需专业设备',
};

test('L11 R28 all three principles answered: the proposal may be submitted', () => {
  expect(principlesProblem(answered)).toBeNull();
});

test.each([
  ['party_concern', '党政关注'],
  ['social_need', '社会需要'],
  ['within_reach', '青年志愿者能为'],
] as const)('L11 R28 without %s the proposal is refused and names it', (principle, name) => {
  for (const empty of ['', '  ', null]) {
    const found = principlesProblem({ ...answered, [principle]: empty });
    expect(found?.code).toBe('projects.principle_missing');
    expect(found?.params).toMatchObject({ principle: name });
    expect(found?.field).toBe(principle);
  }
});
