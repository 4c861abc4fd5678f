/** One-time codes, wrong tries and lock-out. Everything is decided from what was stored and the time given. */
import { problem, type Problem } from '../problem.ts';
import { minuteMs } from '../time.ts';

export const codeLifeMs = 5 * minuteMs;
export const codeEveryMs = minuteMs; // one code a minute to one phone
export const codeAttempts = 5;
const codesPerHour = 10; // to one phone
const lockFromFailures = 5;
const lockLadderMinutes = [1, 5, 15, 60] as const;

export type SentCode = { readonly sent_at: Date; readonly tries: number; readonly used_at: Date | null };

export function refusalToSendCode(sentLastHour: readonly Date[], now: Date): Problem | null {
  const last = Math.max(0, ...sentLastHour.map((at) => at.getTime()));
  const waitMs = last + codeEveryMs - now.getTime();
  if (waitMs > 0) return problem('accounts.code_too_soon', { seconds: Math.ceil(waitMs / 1000) });
  if (sentLastHour.length < codesPerHour) return null;
  const first = Math.min(...sentLastHour.map((at) => at.getTime()));
  return problem('accounts.code_too_soon', {
    seconds: Math.max(1, Math.ceil((first + 60 * minuteMs - now.getTime()) / 1000)),
  });
}

/** A code is good once, for five minutes, for five tries, in the browser that asked; null where this browser asked for none. */
export function refusalOfCode(code: SentCode | null, matches: boolean, now: Date): Problem | null {
  if (!code) return problem('accounts.code_not_here', {}, 'code');
  if (code.used_at || now.getTime() - code.sent_at.getTime() > codeLifeMs || code.tries >= codeAttempts) {
    return problem('accounts.code_expired', {}, 'code');
  }
  return matches ? null : problem('accounts.wrong_code', { left: codeAttempts - code.tries - 1 }, 'code');
}

export type Failures = { readonly count: number; readonly last_at: Date | null };

/** After five failures in a row the account waits 1, then 5, 15 and 60 minutes; a code sign-in clears it. */
export function lockedUntil(failures: Failures): Date | null {
  if (failures.count < lockFromFailures || !failures.last_at) return null;
  const rung = Math.min(failures.count - lockFromFailures, lockLadderMinutes.length - 1);
  return new Date(failures.last_at.getTime() + (lockLadderMinutes[rung] ?? 60) * minuteMs);
}

export function refusalWhileLocked(failures: Failures, now: Date): Problem | null {
  const until = lockedUntil(failures);
  if (!until || until <= now) return null;
  return problem('accounts.locked', { minutes: Math.ceil((until.getTime() - now.getTime()) / minuteMs) });
}

/** A sliding window per key (address, phone): how many seconds to wait, 0 when free. */
export function rateWaitSeconds(hits: readonly number[], limit: number, windowMs: number, nowMs: number): number {
  const inside = hits.filter((hit) => nowMs - hit < windowMs).sort((a, b) => a - b);
  if (inside.length < limit) return 0;
  const oldest = inside[inside.length - limit] ?? nowMs;
  return Math.max(1, Math.ceil((oldest + windowMs - nowMs) / 1000));
}
