/** What a rule book would have made of records that stand: the same stamps, counted by another body. */
import type { ApprovalLevel, TimeCountingBody } from '../organizations/rule-books/time-counting.ts';
import type { Id } from '../id.ts';
import { countMinutes, ladderLevel, type TimeTrace } from './time-counting.ts';

export type StoredCount = {
  readonly id: Id;
  readonly volunteer_id: Id;
  readonly service_day: string;
  readonly title: string;
  readonly minutes: number;
  readonly is_honorary: boolean;
  readonly level: ApprovalLevel;
  readonly trace: TimeTrace;
  readonly counted: readonly { readonly from: string; readonly to: string }[];
};
export type Recount = {
  readonly records: number;
  readonly changed: number;
  readonly minutes_now: number;
  readonly minutes_then: number;
  readonly levels_now: Readonly<Record<ApprovalLevel, number>>;
  readonly levels_then: Readonly<Record<ApprovalLevel, number>>;
  readonly largest: {
    readonly service_day: string;
    readonly title: string;
    readonly minutes_now: number;
    readonly minutes_then: number;
  }[];
};

const shownChanges = 5;

/** Each person's services in the order in which they stand, so that no minute counts twice and the day adds up by the new body. */
export function recount(stored: readonly StoredCount[], body: TimeCountingBody): Recount {
  const levels = (): Record<ApprovalLevel, number> => ({ team: 0, parent: 0, province: 0 });
  const [levelsNow, levelsThen] = [levels(), levels()];
  const lines: { service_day: string; title: string; minutes_now: number; minutes_then: number }[] = [];
  const dayThen = new Map<string, number>();
  const byPerson = new Map<Id, StoredCount[]>();
  for (const record of stored)
    byPerson.set(record.volunteer_id, [...(byPerson.get(record.volunteer_id) ?? []), record]);
  for (const record of stored) {
    const { inputs } = record.trace;
    const others = (byPerson.get(record.volunteer_id) ?? []).filter((other) => other.id !== record.id);
    const result = countMinutes({
      book: record.trace.book,
      body,
      spans: inputs.spans.map((span) => ({ kind: span.kind, from: new Date(span.from), to: new Date(span.to) })),
      planned: { from: new Date(inputs.planned_from), to: new Date(inputs.planned_to) },
      counted: others.flatMap((other) =>
        other.counted.map((part) => ({ from: new Date(part.from), to: new Date(part.to) })),
      ),
      other_minutes_of_day: 0,
      ...(record.is_honorary ? { claimed_minutes: record.minutes } : {}),
    });
    const key = `${record.volunteer_id} ${record.service_day}`;
    const day = (dayThen.get(key) ?? 0) + result.minutes;
    dayThen.set(key, day);
    levelsNow[record.level] += 1;
    levelsThen[result.minutes === 0 ? 'team' : ladderLevel(day, body)] += 1;
    lines.push({
      service_day: record.service_day,
      title: record.title,
      minutes_now: record.minutes,
      minutes_then: result.minutes,
    });
  }
  const changed = lines.filter((line) => line.minutes_now !== line.minutes_then);
  const sum = (of: 'minutes_now' | 'minutes_then'): number => lines.reduce((total, line) => total + line[of], 0);
  const width = (line: (typeof lines)[number]): number => Math.abs(line.minutes_then - line.minutes_now);
  return {
    records: lines.length,
    changed: changed.length,
    minutes_now: sum('minutes_now'),
    minutes_then: sum('minutes_then'),
    levels_now: levelsNow,
    levels_then: levelsThen,
    largest: changed.sort((one, other) => width(other) - width(one)).slice(0, shownChanges),
  };
}
