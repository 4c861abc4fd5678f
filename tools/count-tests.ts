/** Reads how many tests passed from the runners' JSON reports. Trouble outside a test counts as a failure, never as nothing. */
import { z } from 'zod';

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };
export const nothingRan: Counts = { passed: 0, failed: 0, skipped: 0 };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

export function countVitest(report: unknown, status: number): Counts {
  const read = vitestReport.safeParse(report);
  if (!read.success) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = read.data;
  // A file that cannot even be loaded has no failed test in it.
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  ).length;
  return withStatus(
    { passed: numPassedTests, failed: numFailedTests + brokenFiles, skipped: numPendingTests + numTodoTests },
    status,
  );
}

const journeysReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

export function countJourneys(report: unknown, status: number): Counts {
  const read = journeysReport.safeParse(report);
  if (!read.success) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, errors } = read.data;
  return withStatus(
    { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped },
    status,
  );
}

function withStatus(counts: Counts, status: number): Counts {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function addCounts(parts: readonly Counts[]): Counts {
  return parts.reduce(
    (sum, part) => ({
      passed: sum.passed + part.passed,
      failed: sum.failed + part.failed,
      skipped: sum.skipped + part.skipped,
    }),
    nothingRan,
  );
}
