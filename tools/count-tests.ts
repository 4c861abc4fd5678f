/** Reads what passed and what failed from the runners' JSON reports. Trouble outside a test counts as a failure, never as nothing. */
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** `failures` name each failed test with its file and the first lines of its message. */
export type Counts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
};
export const nothingRan: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
const noReport: Counts = { ...nothingRan, failed: 1, failures: ['the runner ended without a report'] };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

export function countVitest(report: unknown, status: number): Counts {
  const read = vitestReport.safeParse(report);
  if (!read.success) return noReport;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = read.data;
  // A file that cannot even be loaded has no failed test in it.
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  );
  const failedTests = testResults.flatMap((file) =>
    file.assertionResults
      .filter((one) => one.status === 'failed')
      .map((one) => said(`${file.name} › ${one.fullName}`, one.failureMessages?.[0])),
  );
  return withStatus(
    {
      passed: numPassedTests,
      failed: numFailedTests + brokenFiles.length,
      skipped: numPendingTests + numTodoTests,
      failures: [...failedTests, ...brokenFiles.map((file) => said(file.name, file.message))],
    },
    status,
  );
}

const firstLines = 6;
const longest = 600;

function said(title: string, message = ''): string {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, firstLines);
  return [title, ...lines.map((line) => `    ${line}`)].join('\n').slice(0, longest);
}

const journey = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({ results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })) }),
  ),
});
type Suite = { specs?: z.infer<typeof journey>[] | undefined; suites?: Suite[] | undefined };
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(journey).optional(), suites: z.array(suite).optional() }),
);
const journeysReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.object({ message: z.string().optional() })),
  suites: z.array(suite),
});

export function countJourneys(report: unknown, status: number): Counts {
  const read = journeysReport.safeParse(report);
  if (!read.success) return noReport;
  const { stats, errors, suites } = read.data;
  const failedJourneys = journeysOf(suites)
    .filter((one) => !one.ok)
    .map((one) => {
      const messages = one.tests.flatMap((test) => test.results.map((result) => result.error?.message));
      return said(
        `${one.file} › ${one.title}`,
        messages.find((message) => message !== undefined),
      );
    });
  return withStatus(
    {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
      failures: [...failedJourneys, ...errors.map((error) => said('outside the journeys', error.message))],
    },
    status,
  );
}

function journeysOf(suites: readonly Suite[]): z.infer<typeof journey>[] {
  return suites.flatMap((one) => [...(one.specs ?? []), ...journeysOf(one.suites ?? [])]);
}

function withStatus(counts: Counts, status: number): Counts {
  if (status === 0 || counts.failed > 0) return counts;
  return { ...counts, failed: 1, failures: ['the runner met an error outside the tests: see above'] };
}

export function addCounts(parts: readonly Counts[]): Counts {
  return parts.reduce(
    (sum, part) => ({
      passed: sum.passed + part.passed,
      failed: sum.failed + part.failed,
      skipped: sum.skipped + part.skipped,
      failures: [...sum.failures, ...part.failures],
    }),
    nothingRan,
  );
}
