/** The shifts of a form: single ones, and a pattern that the server spells out. */
import { useState } from 'react';
import type { Weekday } from '../../../../domain/calendar/weekday.ts';
import { useWrite } from '../../../api/query.ts';
import { t } from '../../../ui/words.ts';
import type { ShiftDraft } from './activity-draft.ts';

export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
export const weekdayWords = (each: Weekday): string =>
  t(`周${'一二三四五六日'[each - 1]}`, ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][each - 1] ?? '');
export type Every = 'once' | 'day' | 'week' | 'month';

/** What is typed of a pattern. Days and weekdays are never filled in beforehand: nobody is called out on a day that nobody chose. */
export type PatternDraft = {
  every: Every;
  from: string;
  until: string;
  start: string;
  end: string;
  weekdays: readonly Weekday[];
  day_of_month: string;
  skip: boolean;
  capacity: string;
};
const emptyPattern: PatternDraft = {
  every: 'once',
  from: '',
  until: '',
  start: '09:00',
  end: '12:00',
  weekdays: [],
  day_of_month: '',
  skip: false,
  capacity: '20',
};

export function patternOf({ every, from, until, start, end, weekdays: chosen, day_of_month, skip }: PatternDraft) {
  const base = {
    from,
    until: every === 'once' ? from : until,
    start_clock: start,
    end_clock: end,
    skip_holidays: skip,
    except: [],
  };
  if (every === 'week') return { every, weekdays: [...chosen], ...base };
  return every === 'month'
    ? { every, day_of_month: Number(day_of_month), ...base }
    : { every: 'day' as const, ...base };
}

/** A pattern with a day is meant: saving takes it in, also where nobody pressed 加这些班次. */
export const isPending = (pattern: PatternDraft): boolean => pattern.from !== '';

/** What stands in the list and, when saving, what the pattern on screen adds to it; undefined where the server refuses the pattern. */
export function useShifts(initial: readonly ShiftDraft[]) {
  const [shifts, setShifts] = useState<readonly ShiftDraft[]>(initial);
  const [pattern, setPattern] = useState(emptyPattern);
  const preview = useWrite('post', '/api/shift-previews');
  async function taken(): Promise<ShiftDraft[] | undefined> {
    if (!isPending(pattern)) return [...shifts];
    const answer = await preview.send({ body: { pattern: patternOf(pattern) } });
    if (answer === undefined) return undefined;
    const kept = shifts.filter(
      (shift) => !answer.shifts.some((each) => each.starts_at === shift.starts_at && each.ends_at === shift.ends_at),
    );
    const added = answer.shifts.map((each) => ({
      name: '',
      starts_at: each.starts_at,
      ends_at: each.ends_at,
      capacity: Number(pattern.capacity),
    }));
    const all = [...kept, ...added].sort((one, other) => (one.starts_at < other.starts_at ? -1 : 1));
    setShifts(all);
    setPattern({ ...pattern, from: '', until: '' });
    return all;
  }
  return { shifts, setShifts, pattern, setPattern, preview, taken };
}
