/** What is kept only for a while: guesses, and the answers by which a repeated request is known. */
import type { Pool } from 'pg';
import { dayMs } from '../../domain/time.ts';
import { Reader } from './reader.ts';
import { sql } from './sql.ts';

/** No window of guesses is longer than a day. */
const daysOf = { guesses: 1, answers: 30 } as const;
const before = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);

export async function purgeAttempts(pool: Pool, now: Date): Promise<void> {
  await new Reader(pool).all(sql`delete from call_counts where since < ${before(now, daysOf.guesses)}`);
}

/** A phone that was away sends again within days. Once a night, because no index is kept for it. */
export async function purgeAnswers(pool: Pool, now: Date): Promise<void> {
  await new Reader(pool).all(sql`delete from request_keys where created_at < ${before(now, daysOf.answers)}`);
}
