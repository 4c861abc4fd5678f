import { expect, test } from 'vitest';
import { bringsBackStruck } from './struck-time.ts';

type Hours = readonly (readonly [number, number])[];
const hours = (list: Hours) => list.map(([from, to]) => ({ from: from * 60, to: to * 60 }));

test.each<[string, number, number, Hours, Hours, boolean]>([
  ['nothing was struck', 9, 11, [], [[9, 11]], false],
  ['nothing stands any more: its own time', 9, 11, [[9, 11]], [], true],
  ['nothing stands any more: another time of the shift', 11, 12, [[9, 11]], [], true],
  ['beside what stands, the struck part', 9, 12, [[11, 12]], [[9, 11]], true],
  ['beside what stands, a part of the struck part', 11.5, 12, [[11, 12]], [[9, 11]], true],
  ['what stands is made shorter', 9, 10, [[11, 12]], [[9, 11]], false],
  ['up to where the struck part begins', 9, 11, [[11, 12]], [[9, 10]], false],
  ['what was struck is counted by another record already', 9, 10, [[9, 11]], [[9, 11]], false],
  ['of what was struck, the rest that no other record counts', 9, 11, [[9, 11]], [[9, 10]], true],
])('%s', (_, from, to, struck, standing, expected) => {
  expect(bringsBackStruck({ from: from * 60, to: to * 60 }, { struck: hours(struck), standing: hours(standing) })).toBe(
    expected,
  );
});
