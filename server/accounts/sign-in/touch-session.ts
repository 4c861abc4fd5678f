import type { Pool } from 'pg';
import { sessionLife, shouldTouch, type SessionKind } from '../../../domain/accounts/session.ts';
import type { SessionKey } from './session-token.ts';

export type SeenSession = { readonly created_at: Date; readonly last_seen_at: Date; readonly is_staff: boolean };

const kindOf = (session: SeenSession): SessionKind => (session.is_staff ? 'staff' : 'phone');
/** By age, whatever is done. */
export const latestEnd = (session: SeenSession): Date =>
  new Date(session.created_at.getTime() + sessionLife[kindOf(session)].absolute_ms);
const isTouched = (session: SeenSession, now: Date): boolean =>
  shouldTouch(
    { kind: kindOf(session), created_at: session.created_at, seen_at: session.last_seen_at, ended_at: null },
    now,
  );
const movedOn = (session: SeenSession, now: Date): Date =>
  new Date(Math.min(now.getTime() + sessionLife[kindOf(session)].idle_ms, latestEnd(session).getTime()));

/** When a session that was to end at `expires` ends after a request at `now`. */
export function endAfter(session: SeenSession, expires: Date, now: Date): Date {
  return isTouched(session, now) ? new Date(Math.max(expires.getTime(), movedOn(session, now).getTime())) : expires;
}

/** Moves the idle limit on, at most once in five minutes and never past the absolute limit; nobody waits for it. */
export function touchSession(pool: Pool, key: SessionKey, session: SeenSession, now: Date): void {
  if (!isTouched(session, now)) return;
  pool
    .query(
      'update sessions set last_seen_at = $2, expires_at = greatest(expires_at, $3) where person_id = $4 and token_hash = $1 and ended_at is null',
      [key.token_hash, now, movedOn(session, now), key.person_id],
    )
    .catch(() => undefined); // the request it came with is answered either way
}
