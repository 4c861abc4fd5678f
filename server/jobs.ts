import { Logger, parseCronItems, run, runMigrations, type Runner } from 'graphile-worker';
import type { Pool } from 'pg';
import { purgeAnswers, purgeAttempts } from './db/purge-old.ts';
import { ledgerJobs } from './ledger/seal-ledger.ts';
import { recordsJobs } from './records/certificates/purge-sheets.ts';
import type { Services } from './services.ts';
import { volunteersJobs } from './volunteers/jobs.ts';

/** A job of the background worker. All timed jobs stand in this one list, so that one page can show them. */
export type Job = {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Cron in UTC; absent for jobs that writes enqueue. */
  readonly cron?: string;
  readonly run: (services: Services, payload: unknown) => Promise<void>;
};

const ownJobs: readonly Job[] = [
  {
    name: 'purge_attempts',
    title: { zh: '清理试错和验证码', en: 'Clear tries and one-time codes' },
    cron: '25 * * * *',
    run: (services) => purgeAttempts(services.pool, services.clock()),
  },
  {
    name: 'purge_answers',
    title: { zh: '清理旧请求的回执', en: 'Clear the answers kept for repeated requests' },
    cron: '40 19 * * *',
    run: (services) => purgeAnswers(services.pool, services.clock()),
  },
];

/** Every noun's jobs, one line each. */
export const jobs: readonly Job[] = [...ownJobs, ...ledgerJobs, ...recordsJobs, ...volunteersJobs];

export async function prepareJobs(pool: Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet });
}

/** `timed: false`: whoever starts it keeps the timetable (the demonstration, by a clock of its own). */
export async function startJobs(services: Services, options: { readonly timed?: boolean } = {}): Promise<Runner> {
  const timed = options.timed === false ? [] : jobs.filter((job) => job.cron !== undefined);
  return run({
    pgPool: services.pool,
    concurrency: 2,
    noHandleSignals: true,
    logger: quiet,
    taskList: Object.fromEntries(jobs.map((job) => [job.name, (payload: unknown) => job.run(services, payload)])),
    parsedCronItems: parseCronItems(
      timed.map((job) => ({ task: job.name, match: job.cron ?? '', options: { backfillPeriod: 86_400_000 } })),
    ),
  });
}

/** Only what needs a person: the worker is chatty otherwise. */
const quiet = new Logger(() => (level, message) => {
  if (level === 'error') process.stderr.write(`${message}\n`);
});
