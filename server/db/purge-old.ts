/** What is kept only for a while: guesses, one-time codes, and the answers by which a repeated request is known. */
import type { Pool } from 'pg';
import { knownDeviceDays } from '../../domain/accounts/owner-proof.ts';
import { dayMs } from '../../domain/time.ts';
import { Reader } from './reader.ts';
import { sql } from './sql.ts';

/** No window of guesses is longer than a day; failed sign-ins are looked at after an attack. */
const daysOf = { guesses: 1, codes: 1, attempts: 180, answers: 30 } as const;
const before = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);

export async function purgeAttempts(pool: Pool, now: Date): Promise<void> {
  const reader = new Reader(pool);
  await reader.all(sql`delete from call_counts where since < ${before(now, daysOf.guesses)}`);
  await reader.all(sql`delete from sign_in_codes where expires_at < ${before(now, daysOf.codes)}`);
  await reader.all(sql`delete from known_devices where last_used_at < ${before(now, knownDeviceDays)}`);
  await reader.all(sql`delete from sign_in_attempts where at < ${before(now, daysOf.attempts)}`);
}

/** A phone that was away sends again within days. Once a night, because no index is kept for it. */
export async function purgeAnswers(pool: Pool, now: Date): Promise<void> {
  await new Reader(pool).all(sql`delete from request_keys where created_at < ${before(now, daysOf.answers)}`);
}
