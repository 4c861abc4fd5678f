import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Actor } from '../../http/actor.ts';
import type { Job } from '../../services.ts';

type Queue = { name: string; waiting: number; failing: number; last_error: string | null };

/** Every job, with what the worker knows of each. */
export async function jobList(reader: Reader, actor: Actor, jobs: readonly Job[]) {
  actor.requireAnywhere('accounts.jobs');
  const queues = await reader.all<Queue>(sql`
    select task_identifier as name, count(*) filter (where attempts = 0)::int as waiting, count(*) filter (where attempts > 0)::int as failing,
      (array_agg(last_error order by updated_at desc) filter (where last_error is not null))[1] as last_error
    from graphile_worker.jobs group by task_identifier`);
  const runs = await reader.all<{ name: string; last_run_at: Date | null }>(sql`
    select identifier as name, last_execution as last_run_at from graphile_worker._private_known_crontabs`);
  return {
    rows: jobs.map((job) => {
      const queue = queues.find((one) => one.name === job.name);
      return {
        name: job.name,
        title_zh: job.title.zh,
        title_en: job.title.en,
        cron: job.cron ?? null,
        last_run_at: runs.find((run) => run.name === job.name)?.last_run_at ?? null,
        waiting: queue?.waiting ?? 0,
        failing: queue?.failing ?? 0,
        last_error: firstLine(queue?.last_error),
        can: { retry: (queue?.failing ?? 0) > 0 },
      };
    }),
  };
}

export async function retryJobs(writer: Writer, name: string, jobs: readonly Job[]): Promise<{ retried: number }> {
  writer.caller.requireAnywhere('accounts.jobs');
  if (!jobs.some((job) => job.name === name)) throw problem('core.not_found');
  const failing = await writer.all<{ id: number }>(
    sql`select id from graphile_worker.jobs where task_identifier = ${name} and attempts > 0`,
  );
  await writer.run(
    sql`select graphile_worker.reschedule_jobs(${failing.map((job) => job.id)}::bigint[], run_at := ${writer.now}, attempts := 0)`,
  );
  await writer.audit({
    action: 'accounts.retry_job',
    subject_type: 'job',
    subject_id: name,
    permission: 'accounts.jobs',
    after: { retried: failing.length },
  });
  return { retried: failing.length };
}

/** The rest of an error may quote what the job was about. */
function firstLine(error: string | null | undefined): string | null {
  return error ? (error.split('\n')[0] ?? '').slice(0, 200) : null;
}
