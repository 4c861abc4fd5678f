/** Until when the calendar of days off is known: the years in a row that are published or that an office entered in full. */
import type { BusinessDate } from '../time.ts';

/** The last known day. A year entered ahead counts once the years before it are known too. */
export function knownUntil(publishedYears: readonly number[], statedYears: readonly number[]): BusinessDate {
  const known = new Set([...publishedYears, ...statedYears]);
  let last = publishedYears.length === 0 ? Math.min(...statedYears) : Math.max(...publishedYears);
  while (known.has(last + 1)) last += 1;
  return `${last}-12-31`;
}
