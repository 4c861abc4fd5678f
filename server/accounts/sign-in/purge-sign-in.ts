/** What signing in keeps only for a while: one-time codes, devices that are not used any more, attempts. */
import type { Pool } from 'pg';
import { knownDeviceDays } from '../../../domain/accounts/owner-proof.ts';
import { dayMs } from '../../../domain/time.ts';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

/** Failed sign-ins are looked at after an attack. */
const daysOf = { codes: 1, attempts: 180 } as const;

export async function purgeSignIn(pool: Pool, now: Date): Promise<void> {
  const before = (days: number): Date => new Date(now.getTime() - days * dayMs);
  const reader = new Reader(pool);
  await reader.all(sql`delete from sign_in_codes where expires_at < ${before(daysOf.codes)}`);
  await reader.all(sql`delete from known_devices where last_used_at < ${before(knownDeviceDays)}`);
  await reader.all(sql`delete from sign_in_attempts where at < ${before(daysOf.attempts)}`);
}
