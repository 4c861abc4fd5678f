/** What the job workers of several processes did, read from the database that they share. */
import type { Pool } from 'pg';

export type JobLine = {
  readonly line: 'laid' | 'done';
  readonly job: string;
  readonly at: string;
  readonly attempts: number;
};

/** As if all processes had been away for a day. From now on every timed job that is laid and every one that is done leaves a line. */
export async function missADay(pool: Pool): Promise<void> {
  await pool.query(`
    create table job_lines (line text, task int, at text, attempts int);
    grant insert on job_lines to public;
    create function note_job() returns trigger language plpgsql as $$ begin
      if tg_op = 'INSERT' then insert into job_lines values ('laid', new.task_id, new.payload -> '_cron' ->> 'ts', new.attempts);
      else insert into job_lines values ('done', old.task_id, old.payload -> '_cron' ->> 'ts', old.attempts); end if;
      return null; end $$;
    create trigger note_job after insert or delete on graphile_worker._private_jobs for each row execute function note_job();`);
  await pool.query(
    `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    select name, $2::timestamptz - interval '1 day', $2 from unnest($1::text[]) name`,
    [['ledger_seal', 'ledger_fold', 'purge_attempts'], new Date(Date.now() - 23 * 3_600_000)],
  );
}

/** All lines, once the day was caught up with: the fold of every five minutes, the clearing of every hour, and nothing waits. */
export async function caughtUp(pool: Pool): Promise<readonly JobLine[]> {
  for (const deadline = Date.now() + 120_000; ;) {
    const { rows } = await pool.query<JobLine>(`
      select line, identifier as job, at, attempts from job_lines join graphile_worker._private_tasks t on t.id = job_lines.task where at is not null`);
    const count = (line: JobLine['line'], job?: string): number =>
      rows.filter((row) => row.line === line && (job === undefined || row.job === job)).length;
    const isDone =
      count('done', 'ledger_fold') > 200 && count('done', 'purge_attempts') > 20 && count('done') === count('laid');
    if (isDone || Date.now() > deadline) return rows;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
