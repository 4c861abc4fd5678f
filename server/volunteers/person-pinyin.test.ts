import { expect, test } from 'vitest';
import { personPinyin } from './person-pinyin.ts';

test.each([
  ['林晓禾', 'linxiaohe lxh'],
  ['欧阳晓禾', 'ouyangxiaohe oyxh'],
  ['曾长安', 'zengchangan zca'],
  ['单晓禾', 'shanxiaohe sxh'],
  ['阿卜杜拉·买买提', 'abudulamaimaiti abdlmmt'],
  ['MARY ann', 'maryann ma'],
  ['O’Brien', 'obrien ob'],
])('%s is found by %s', (name, letters) => {
  expect(personPinyin(name)).toBe(letters);
  expect(personPinyin(name)).toBe(letters); // and the same the second time, from memory
});
