import { expect, test } from 'vitest';
import { addCounts, countJourneys, countVitest } from './count-tests.ts';

const vitest = (numPassedTests: number, numFailedTests: number, files: [string, string[]][] = []): object => ({
  numPassedTests,
  numFailedTests,
  numPendingTests: 1,
  numTodoTests: 2,
  testResults: files.map(([status, tests]) => ({
    name: 'a.test.ts',
    status,
    message: status === 'failed' && tests.length === 0 ? 'cannot be loaded' : '',
    assertionResults: tests.map((one) => ({
      status: one,
      fullName: `what ${one}`,
      failureMessages: one === 'failed' ? ['expected 1\nto be 2'] : [],
    })),
  })),
});
const journeys = (expected: number, unexpected: number, errors: unknown[] = []): object => ({
  stats: { expected, unexpected, flaky: 0, skipped: 0 },
  errors,
  suites: [
    {
      suites: [
        {
          specs: Array.from({ length: unexpected }, (_, index) => ({
            title: `journey ${index}`,
            file: 'b.spec.ts',
            ok: false,
            tests: [{ results: [{ error: { message: '\u001B[31mnot visible\u001B[39m' } }] }],
          })),
        },
      ],
    },
  ],
});

test('the counts are those of the reports', () => {
  expect(countVitest(vitest(5, 0), 0)).toMatchObject({ passed: 5, failed: 0, skipped: 3 });
  expect(countJourneys(journeys(4, 2), 1)).toMatchObject({ passed: 4, failed: 2, skipped: 0 });
  expect(addCounts([countVitest(vitest(5, 1), 1), countJourneys(journeys(4, 2), 1)])).toMatchObject({
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
  expect(countJourneys(journeys(4, 0, [{ message: 'set-up failed' }]), 1).failed).toBe(1);
  expect(countJourneys('', 0).failed).toBe(1);
});

test('what failed is named, with the first lines of its message and without colours', () => {
  const counts = addCounts([
    countVitest(
      vitest(5, 1, [
        ['failed', ['failed', 'passed']],
        ['failed', []],
      ]),
      1,
    ),
    countVitest(null, 1),
    countVitest(vitest(5, 0), 1),
    countJourneys(journeys(4, 1, [{ message: 'set-up failed' }]), 1),
  ]);
  expect(counts.failures).toEqual([
    'a.test.ts › what failed\n    expected 1\n    to be 2',
    'a.test.ts\n    cannot be loaded',
    'the runner ended without a report',
    'the runner met an error outside the tests: see above',
    'b.spec.ts › journey 0\n    not visible',
    'outside the journeys\n    set-up failed',
  ]);
});
