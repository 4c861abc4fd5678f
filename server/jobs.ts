import { Logger, parseCronItems, run, runMigrations, type Runner } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Services } from './services.ts';

export async function prepareJobs(pool: Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet });
}

/** `timed: false`: whoever starts it keeps the timetable (the demonstration, by a clock of its own). */
export async function startJobs(services: Services, options: { readonly timed?: boolean } = {}): Promise<Runner> {
  const { jobs } = services;
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
