/** A session ends by its owner, by idleness or by age. Staff sessions are shorter than volunteers'. */
import { problem, type Problem } from '../problem.ts';
import { dayMs, minuteMs } from '../time.ts';

export type SessionKind = 'phone' | 'staff';
export const sessionLife: Readonly<Record<SessionKind, { idle_ms: number; absolute_ms: number }>> = {
  phone: { idle_ms: 30 * dayMs, absolute_ms: 180 * dayMs },
  staff: { idle_ms: 8 * 60 * minuteMs, absolute_ms: 7 * dayMs },
};

export type SessionTimes = {
  readonly kind: SessionKind;
  readonly created_at: Date;
  readonly seen_at: Date;
  readonly ended_at: Date | null;
};

export function sessionLives(session: SessionTimes, now: Date): boolean {
  const life = sessionLife[session.kind];
  if (session.ended_at !== null) return false;
  return (
    now.getTime() - session.seen_at.getTime() < life.idle_ms &&
    now.getTime() - session.created_at.getTime() < life.absolute_ms
  );
}

/** Staff are told this long before the session ends, so that nobody loses it in a valley without a signal. */
const warnedMinutes = 60;

export type SessionWarning =
  | { readonly kind: 'none' }
  /** Being asked once moves the end on. */
  | { readonly kind: 'continue'; readonly minutes: number }
  /** By age: only a new sign-in helps. */
  | { readonly kind: 'sign_in_again'; readonly minutes: number }
  | { readonly kind: 'over' };

/** What to say on a staff page at `now` about a session that ends at `ends_at`. */
export function sessionWarning(
  session: { readonly ends_at: Date; readonly ends_at_latest: Date },
  now: Date,
): SessionWarning {
  const minutes = Math.ceil((session.ends_at.getTime() - now.getTime()) / minuteMs);
  if (minutes <= 0) return { kind: 'over' };
  if (minutes > warnedMinutes) return { kind: 'none' };
  return { kind: session.ends_at >= session.ends_at_latest ? 'sign_in_again' : 'continue', minutes };
}

export const minutesFresh = 15;

/** Phone, first or forgotten password and authenticator are changed, and other devices signed out, only this soon after a sign-in. */
const waysToSignIn = ['code', 'password', 'link', 'demonstration'] as const;
export type WayToSignIn = (typeof waysToSignIn)[number];

export function isFresh(createdAt: Date, now: Date): boolean {
  return now.getTime() - createdAt.getTime() < minutesFresh * minuteMs;
}

export type ProvenSession = {
  readonly created_at: Date;
  readonly signed_in_by: WayToSignIn;
  readonly has_second_factor: boolean;
};

/** Setting a password without giving the present one: soon after a sign-in, by code where one is forgotten, with the authenticator where one is set. */
export function refusalToSetPassword(
  session: ProvenSession,
  account: { readonly has_password: boolean; readonly has_authenticator: boolean },
  now: Date,
): Problem | null {
  const isRecent = isFresh(session.created_at, now);
  if (account.has_password && !(isRecent && session.signed_in_by === 'code'))
    return problem('accounts.prove_by_code', { minutes: minutesFresh });
  if (!isRecent) return problem('accounts.sign_in_again', { minutes: minutesFresh });
  return account.has_authenticator && !session.has_second_factor ? problem('accounts.totp_needed') : null;
}

/** Writing "last seen" on every request would cost a write; once in five minutes is enough. */
export function shouldTouch(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.seen_at.getTime() > 5 * minuteMs;
}
