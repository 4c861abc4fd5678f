/** A session ends by its owner, by idleness or by age. Staff sessions are shorter than volunteers'. */
import { dayMs, minuteMs } from '../time.ts';

export type SessionKind = 'phone' | 'staff';
export const sessionLife: Readonly<Record<SessionKind, { idle_ms: number; absolute_ms: number }>> = {
  phone: { idle_ms: 30 * dayMs, absolute_ms: 180 * dayMs },
  staff: { idle_ms: 8 * 60 * minuteMs, absolute_ms: 7 * dayMs },
};

export type SessionTimes = {
  readonly kind: SessionKind; readonly created_at: Date; readonly seen_at: Date; readonly ended_at: Date | null;
};

export function sessionLives(session: SessionTimes, now: Date): boolean {
  const life = sessionLife[session.kind];
  if (session.ended_at !== null) return false;
  return now.getTime() - session.seen_at.getTime() < life.idle_ms
    && now.getTime() - session.created_at.getTime() < life.absolute_ms;
}

export const minutesFresh = 15;

/** Phone, first password and authenticator are changed only this soon after a sign-in. */
export function isFresh(createdAt: Date, now: Date): boolean {
  return now.getTime() - createdAt.getTime() < minutesFresh * minuteMs;
}

/** Writing "last seen" on every request would cost a write; once in five minutes is enough. */
export function shouldTouch(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.seen_at.getTime() > 5 * minuteMs;
}
