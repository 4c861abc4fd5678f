import type { BusinessDate } from '../time.ts';

export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7; // Monday is 1, as ISO 8601 counts
export type Holiday = { readonly day: BusinessDate; readonly name: string };

export function weekdayOf(day: BusinessDate): Weekday {
  const sundayFirst = new Date(`${day}T00:00:00Z`).getUTCDay();
  return (sundayFirst === 0 ? 7 : sundayFirst) as Weekday;
}
