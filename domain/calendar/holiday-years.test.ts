import { expect, test } from 'vitest';
import { knownUntil } from './holiday-years.ts';

// docs/rules/calendar.md, "Days off"
test.each<[number[], number[], string]>([
  [[2025, 2026], [], '2026-12-31'],
  [[2025, 2026], [2027], '2027-12-31'],
  [[2025, 2026], [2028], '2026-12-31'],
  [[2025, 2026], [2028, 2027], '2028-12-31'],
  [[2025, 2026], [2026], '2026-12-31'],
])('published %j, entered %j: known until %s', (published, stated, expected) => {
  expect(knownUntil(published, stated)).toBe(expected);
});
