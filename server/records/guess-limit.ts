import { problem } from '../../domain/problem.ts';

/** Slows guessing of typed codes: so many tries in a window, per process and caller. */
export function guessLimit(tries: number, windowMs: number): (who: string, now: Date) => void {
  const seen = new Map<string, { count: number; since: number }>();
  return (who, now) => {
    const at = now.getTime();
    if (seen.size > 50_000) for (const [key, one] of seen) if (at - one.since > windowMs) seen.delete(key);
    const one = seen.get(who);
    if (one === undefined || at - one.since > windowMs || at < one.since) {
      seen.set(who, { count: 1, since: at });
      return;
    }
    one.count += 1;
    if (one.count > tries) throw problem('core.too_many_requests', { seconds: Math.ceil((windowMs - (at - one.since)) / 1000) });
  };
}
