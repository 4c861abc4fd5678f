/**
 * The clock of the demonstration: as fast as the real one, ahead of it by what its operator chose. It only goes forward,
 * and what the nights in between would have done is done on the way, at its own hour. It lives in demo/, which nothing
 * of the product imports: a real installation has no such clock.
 */
import { parseCronItems } from 'graphile-worker';
import type { Pool } from 'pg';
import { z } from 'zod';
import { lastBusinessDate, startOfDay, dayMs, minuteMs } from '../domain/time.ts';
import type { Job, Services } from '../server/services.ts';

const kept = z.object({ ahead_ms: z.number().int().min(0), done_until: z.number().int() });
const settingKey = 'demonstration_clock';

/** A year and a month: more at once is a slip of the hand. */
export const longestMoveDays = 400;
const backfillMs = dayMs; // as the worker of a real installation catches up

/** `2026-12-31 23:58` of Shanghai, or a while: `+7d`, `+3h`, `+90m`. Null for what is neither. */
export function targetOf(text: string, now: Date): Date | null {
  const while_ = /^\+(\d{1,6})([dhm])$/.exec(text.trim());
  if (while_ !== null)
    return new Date(
      now.getTime() + Number(while_[1]) * { d: dayMs, h: 60 * minuteMs, m: minuteMs }[while_[2] as 'd' | 'h' | 'm'],
    );
  const moment = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$/.exec(text.trim());
  const at = moment === null ? NaN : Date.parse(`${moment[1]}T${moment[2] ?? '08:00'}:00+08:00`);
  return Number.isNaN(at) ? null : new Date(at);
}

export type Refused = 'back' | 'too_far' | 'busy';
type Fire = { readonly at: number; readonly job: Job };

/** What is due after one moment until another, in order. `thin`: of jobs that come often in a day, the last time alone. */
export function firesBetween(jobs: readonly Job[], after: number, until: number, thin: boolean): Fire[] {
  const timed = jobs.flatMap((job) =>
    job.cron === undefined ? [] : parseCronItems([{ task: job.name, match: job.cron }]).map((item) => ({ job, item })),
  );
  const fires: Fire[] = [];
  for (let at = Math.floor(after / minuteMs) * minuteMs + minuteMs; at <= until; at += minuteMs) {
    const moment = new Date(at);
    const digest = {
      min: moment.getUTCMinutes(),
      hour: moment.getUTCHours(),
      date: moment.getUTCDate(),
      month: moment.getUTCMonth() + 1,
      dow: moment.getUTCDay(),
    };
    for (const { job, item } of timed) if (item.match(digest)) fires.push({ at, job });
  }
  if (!thin) return fires;
  const last = new Map(fires.map((fire) => [`${fire.job.name} ${Math.floor(fire.at / dayMs)}`, fire]));
  return fires.filter((fire) => last.get(`${fire.job.name} ${Math.floor(fire.at / dayMs)}`) === fire);
}

export class DemonstrationClock {
  private aheadMs = 0;
  private doneUntil = Date.now();
  private isMoving = false;
  private ticking: NodeJS.Timeout | undefined;
  private readonly pool: Pool;

  private constructor(pool: Pool) {
    this.pool = pool;
  }

  static async open(pool: Pool): Promise<DemonstrationClock> {
    const clock = new DemonstrationClock(pool);
    const { rows } = await pool.query<{ value: unknown }>('select value from settings where key = $1', [settingKey]);
    const found = kept.safeParse(rows[0]?.value);
    if (found.success) [clock.aheadMs, clock.doneUntil] = [found.data.ahead_ms, found.data.done_until];
    clock.doneUntil = Math.max(clock.doneUntil, clock.now().getTime() - backfillMs);
    return clock;
  }

  readonly now = (): Date => new Date(Date.now() + this.aheadMs);

  get ahead(): number {
    return this.aheadMs;
  }

  /** Moves forward to a moment: night by night, each job at its hour. Sessions go along, so that nobody is signed out by it. */
  async moveTo(
    target: Date,
    services: Services,
    jobs: readonly Job[],
  ): Promise<Refused | { readonly nights: number; readonly jobs: number }> {
    const [from, to] = [this.now().getTime(), target.getTime()];
    if (this.isMoving) return 'busy';
    if (to <= from) return 'back';
    if (to - from > longestMoveDays * dayMs || to >= startOfDay(lastBusinessDate).getTime()) return 'too_far';
    this.isMoving = true;
    try {
      await this.pool.query(
        `
        update sessions set created_at = created_at + $1::interval, last_seen_at = last_seen_at + $1::interval, expires_at = expires_at + $1::interval where ended_at is null`,
        [`${to - from} milliseconds`],
      );
      const fires = firesBetween(jobs, this.doneUntil, to, true);
      for (const fire of fires) await this.run(fire, services);
      this.set(to);
      this.doneUntil = to;
      await this.keep();
      return {
        nights: Math.floor((to + 8 * 3_600_000) / dayMs) - Math.floor((from + 8 * 3_600_000) / dayMs),
        jobs: fires.length,
      };
    } finally {
      this.isMoving = false;
    }
  }

  /** As time goes by on its own. */
  tick(services: Services, jobs: readonly Job[]): void {
    this.ticking = setInterval(() => void this.catchUp(services, jobs), 15_000).unref();
    void this.catchUp(services, jobs);
  }

  stop(): void {
    clearInterval(this.ticking);
  }

  private async catchUp(services: Services, jobs: readonly Job[]): Promise<void> {
    if (this.isMoving) return;
    this.isMoving = true;
    try {
      const now = this.now().getTime();
      const fires = firesBetween(jobs, this.doneUntil, now, now - this.doneUntil > 60 * minuteMs);
      for (const { job, at } of fires) await this.carryOut(job, services, new Date(at));
      this.doneUntil = now;
      if (fires.length > 0) await this.keep();
    } finally {
      this.isMoving = false;
    }
  }

  private async run({ at, job }: Fire, services: Services): Promise<void> {
    if (at > this.now().getTime()) this.set(at);
    await this.carryOut(job, services, new Date(at));
  }

  /** One that fails is reported like the worker's and holds up none of the others. */
  private async carryOut(job: Job, services: Services, at: Date): Promise<void> {
    await job
      .run({ ...services, clock: this.now }, {})
      .catch((error: unknown) =>
        process.stderr.write(`${job.name}: ${error instanceof Error ? error.message : String(error)}\n`),
      );
    await this.pool.query(
      `
      insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution) values ($1, $2, $2)
      on conflict (identifier) do update set last_execution = excluded.last_execution`,
      [job.name, at],
    );
  }

  private set(at: number): void {
    this.aheadMs = Math.max(this.aheadMs, at - Date.now());
  }

  private async keep(): Promise<void> {
    await this.pool.query(
      `insert into settings (key, value, changed_at) values ($1, $2, now()) on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at`,
      [settingKey, JSON.stringify({ ahead_ms: Math.round(this.aheadMs), done_until: Math.round(this.doneUntil) })],
    );
  }
}
