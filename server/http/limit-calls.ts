import { problem } from '../../domain/problem.ts';

/** What one person, or one address of people who are not signed in, may ask of this process in a minute. */
export type CallLimits = { readonly writes: number; readonly heavy_reads: number; readonly anonymous: number };

/** Far above what hands can do; a class behind one address fits. */
export const usualLimits: CallLimits = { writes: 240, heavy_reads: 120, anonymous: 1200 };

const windowMs = 60_000;

/**
 * Keeps one caller from taking the machine away from the others. Counted by each process for itself: it guards that
 * process. What can be guessed is counted in the database (server/db/consume-attempts.ts).
 */
export function callCounter(limits: CallLimits): (kind: keyof CallLimits, who: string, now: Date) => void {
  const seen = new Map<string, { since: number; calls: number }>();
  return (kind, who, now) => {
    const at = now.getTime();
    if (seen.size > 20_000) for (const [key, one] of seen) if (at - one.since >= windowMs) seen.delete(key);
    const key = `${kind} ${who}`;
    const one = seen.get(key);
    if (one === undefined || at - one.since >= windowMs || at < one.since) {
      seen.set(key, { since: at, calls: 1 });
      return;
    }
    one.calls += 1;
    if (one.calls > limits[kind])
      throw problem('core.too_many_requests', {
        seconds: Math.max(1, Math.ceil((windowMs - (at - one.since)) / 1000)),
      });
  };
}
