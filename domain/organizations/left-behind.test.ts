import { expect, test } from 'vitest';
import { leftKindNames, questionsOf, refusalToLeave, type Answers, type LeftCounts } from './left-behind.ts';

const nothing = Object.fromEntries(leftKindNames.map((kind) => [kind, 0])) as LeftCounts;

test.each<[string, Partial<LeftCounts>, Answers, string | undefined]>([
  ['nothing stands', {}, {}, undefined],
  ['only roles, which end by themselves', { grants: 4, tasks: 2, pending_hours: 7 }, {}, undefined],
  ['a published activity without an answer', { activities: 1 }, {}, 'work'],
  ['a running project alone', { projects: 2 }, { members: 'end' }, 'work'],
  ['an activity handed over', { activities: 1, signed_up: 9 }, { work: 'hand_over' }, undefined],
  ['cancelled, nobody signed up', { activities: 1 }, { work: 'cancel' }, undefined],
  [
    'cancelled, and those who signed up are told nothing',
    { activities: 1, signed_up: 9 },
    { work: 'cancel' },
    'message',
  ],
  [
    'cancelled with blanks for a message',
    { activities: 1, signed_up: 9 },
    { work: 'cancel', message: '  ' },
    'message',
  ],
  [
    'cancelled with a message',
    { activities: 1, signed_up: 9 },
    { work: 'cancel', message: '队伍合并，请报乙队的活动' },
    undefined,
  ],
  ['members without a new home', { members: 3 }, { work: 'cancel' }, 'members'],
  ['homes alone', { homes: 1 }, {}, 'members'],
  ['children come first', { below: 2, activities: 1, members: 5 }, {}, 'below'],
  [
    'everything answered',
    { below: 2, activities: 1, members: 5 },
    { below: 'hand_over', work: 'hand_over', members: 'end' },
    undefined,
  ],
])('%s', (_, counts, answers, field) => {
  expect(refusalToLeave({ ...nothing, ...counts }, answers)?.field).toBe(field);
});

test('the sentence counts what stands, in both languages', () => {
  expect(refusalToLeave({ ...nothing, activities: 2, projects: 1 }, {})?.params).toEqual({
    what: '没结束的活动 2、进行中的项目 1',
    what_en: '2 activities not over, 1 running projects',
  });
  expect(questionsOf({ ...nothing, homes: 1, below: 1 })).toEqual(['below', 'members']);
});
