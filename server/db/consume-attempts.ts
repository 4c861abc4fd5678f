import type { Pool } from 'pg';
import { problem } from '../../domain/problem.ts';
import type { SecretBox } from '../security/secret-box.ts';
import { Reader } from './reader.ts';
import { sql } from './sql.ts';

export type RateLimit = { readonly kind: string; readonly attempts: number; readonly window_ms: number };

/** Slows guessing: so many attempts in a window, counted in the database, so that a second server process gives no second chance. */
export async function consumeAttempt(
  at: { readonly pool: Pool; readonly secrets: SecretBox },
  limit: RateLimit,
  who: string,
  now: Date,
): Promise<void> {
  const opened = new Date(now.getTime() - limit.window_ms);
  const row = await new Reader(at.pool).one<{ attempts: number; since: Date }>(sql`
    insert into call_counts as c (subject, since, attempts) values (${at.secrets.index(`attempt ${limit.kind}`, who)}, ${now}, 1)
    on conflict (subject) do update set
      attempts = case when c.since <= ${opened} or c.since > ${now} then 1 else c.attempts + 1 end,
      since = case when c.since <= ${opened} or c.since > ${now} then ${now} else c.since end
    returning attempts, since`);
  if (row.attempts > limit.attempts)
    throw problem('core.too_many_requests', {
      seconds: Math.max(1, Math.ceil((limit.window_ms - (now.getTime() - row.since.getTime())) / 1000)),
    });
}

/** An attempt that turned out right was no guess. */
export async function forgiveAttempt(
  at: { readonly pool: Pool; readonly secrets: SecretBox },
  limit: RateLimit,
  who: string,
): Promise<void> {
  await new Reader(at.pool).all(
    sql`update call_counts set attempts = greatest(attempts - 1, 0) where subject = ${at.secrets.index(`attempt ${limit.kind}`, who)}`,
  );
}
