import type { Pool } from 'pg';
import { problem } from '../../domain/problem.ts';
import type { SecretBox } from '../security/secret-box.ts';
import { Reader } from './reader.ts';
import { sql } from './sql.ts';

export type Guess = { readonly kind: string; readonly tries: number; readonly window_ms: number };

/** Slows guessing: so many tries in a window, counted in the database, so that a second server process gives no second chance. */
export async function countTry(
  at: { readonly pool: Pool; readonly secrets: SecretBox },
  guess: Guess,
  who: string,
  now: Date,
): Promise<void> {
  const opened = new Date(now.getTime() - guess.window_ms);
  const row = await new Reader(at.pool).one<{ tries: number; since: Date }>(sql`
    insert into call_counts as c (subject, since, tries) values (${at.secrets.index(`guess ${guess.kind}`, who)}, ${now}, 1)
    on conflict (subject) do update set
      tries = case when c.since <= ${opened} or c.since > ${now} then 1 else c.tries + 1 end,
      since = case when c.since <= ${opened} or c.since > ${now} then ${now} else c.since end
    returning tries, since`);
  if (row.tries > guess.tries)
    throw problem('core.too_many_requests', {
      seconds: Math.max(1, Math.ceil((guess.window_ms - (now.getTime() - row.since.getTime())) / 1000)),
    });
}

/** A try that turned out right was no guess. */
export async function forgiveTry(
  at: { readonly pool: Pool; readonly secrets: SecretBox },
  guess: Guess,
  who: string,
): Promise<void> {
  await new Reader(at.pool).all(
    sql`update call_counts set tries = greatest(tries - 1, 0) where subject = ${at.secrets.index(`guess ${guess.kind}`, who)}`,
  );
}
