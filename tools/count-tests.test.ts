import { expect, test } from 'vitest';
import { addCounts, countJourneys, countVitest } from './count-tests.ts';

const vitest = (numPassedTests: number, numFailedTests: number, files: [string, string[]][] = []): object => ({
  numPassedTests,
  numFailedTests,
  numPendingTests: 1,
  numTodoTests: 2,
  testResults: files.map(([status, tests]) => ({ status, assertionResults: tests.map((one) => ({ status: one })) })),
});
const journeys = (expected: number, unexpected: number, errors: unknown[] = []): object => ({
  stats: { expected, unexpected, flaky: 0, skipped: 0 },
  errors,
});

test('the counts are those of the reports', () => {
  expect(countVitest(vitest(5, 0), 0)).toEqual({ passed: 5, failed: 0, skipped: 3 });
  expect(countJourneys(journeys(4, 2), 1)).toEqual({ passed: 4, failed: 2, skipped: 0 });
  expect(addCounts([countVitest(vitest(5, 1), 1), countJourneys(journeys(4, 2), 1)])).toEqual({
    passed: 9,
    failed: 3,
    skipped: 3,
  });
});

test('a file that does not load, a runner that breaks down and an error outside tests are failures', () => {
  expect(
    countVitest(
      vitest(5, 1, [
        ['failed', ['failed']],
        ['failed', []],
      ]),
      1,
    ).failed,
  ).toBe(2);
  expect(countVitest(vitest(5, 0), 1).failed).toBe(1);
  expect(countVitest(null, 1).failed).toBe(1);
  expect(countJourneys(journeys(4, 0, ['set-up failed']), 1).failed).toBe(1);
  expect(countJourneys('', 0).failed).toBe(1);
});
