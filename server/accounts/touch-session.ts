import type { Pool } from 'pg';
import { sessionLife, shouldTouch } from '../../domain/accounts/session.ts';

export type SeenSession = { readonly created_at: Date; readonly last_seen_at: Date; readonly is_staff: boolean };

/** Moves the idle limit on, at most once in five minutes and never past the absolute limit; nobody waits for it. */
export function touchSession(pool: Pool, tokenHash: Buffer, session: SeenSession, now: Date): void {
  const kind = session.is_staff ? 'staff' : 'phone';
  if (!shouldTouch({ kind, created_at: session.created_at, seen_at: session.last_seen_at, ended_at: null }, now)) return;
  const life = sessionLife[kind];
  const expires = new Date(Math.min(now.getTime() + life.idle_ms, session.created_at.getTime() + life.absolute_ms));
  pool.query('update sessions set last_seen_at = $2, expires_at = greatest(expires_at, $3) where token_hash = $1 and ended_at is null', [tokenHash, now, expires])
    .catch(() => undefined); // the request it came with is answered either way
}
