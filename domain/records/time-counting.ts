/** From first-hand stamps to minutes, by a rule book; every step is kept so that a person can read why. */
import { minuteMs } from '../time.ts';
import { clip, length, subtract, union, type Interval } from './spans.ts';
import { roundMinutes, type ApprovalLevel, type TimeCountingBody } from '../organizations/rule-books/time-counting.ts';

/** Only `service` counts: travel, meals and rest are dropped, training is a record family of its own (art. 19). */
const spanKinds = ['service', 'break', 'travel', 'training'] as const;
export type SpanKind = (typeof spanKinds)[number];
export type Span = { readonly kind: SpanKind; readonly from: Date; readonly to: Date };

export type BookReference = { readonly id: string | null; readonly version: number; readonly name: string };
export type TraceStep = { readonly zh: string; readonly en: string; readonly minutes: number };
export type TimeTrace = {
  readonly kind: 'time_counting';
  readonly book: BookReference;
  readonly inputs: {
    readonly spans: readonly { readonly kind: SpanKind; readonly from: string; readonly to: string }[];
    readonly planned_from: string;
    readonly planned_to: string;
    readonly other_minutes_of_day: number;
  };
  readonly steps: readonly TraceStep[];
};

export type CountInput = {
  readonly book: BookReference;
  readonly body: TimeCountingBody;
  readonly spans: readonly Span[];
  readonly planned: { readonly from: Date; readonly to: Date };
  /** What the person's other services already count: never a minute twice. */
  readonly counted: readonly { readonly from: Date; readonly to: Date }[];
  /** Minutes of the person's other records on the same service day, credit and honorary together. */
  readonly other_minutes_of_day: number;
  /** Set for claimed (honorary) time: what the proposal asks for; never longer than the activity. */
  readonly claimed_minutes?: number;
};

export type CountResult = {
  readonly minutes: number;
  readonly day_minutes: number;
  readonly level: ApprovalLevel; // who must approve before the minutes take effect
  readonly counted: readonly { readonly from: Date; readonly to: Date }[];
  readonly trace: TimeTrace;
};

const interval = (span: { readonly from: Date; readonly to: Date }): Interval => ({
  from: span.from.getTime(),
  to: span.to.getTime(),
});
const minutesOf = (intervals: readonly Interval[]): number => Math.floor(length(intervals) / minuteMs);

/** Boundaries: 480 at once, 481 the parent organisation, 720 still the parent, 721 a provincial body. */
export function ladderLevel(
  dayMinutes: number,
  body: Pick<TimeCountingBody, 'at_once_until_minutes' | 'parent_until_minutes'>,
): ApprovalLevel {
  if (dayMinutes <= body.at_once_until_minutes) return 'team';
  return dayMinutes <= body.parent_until_minutes ? 'parent' : 'province';
}

export function countMinutes(input: CountInput): CountResult {
  const { body } = input;
  const steps: TraceStep[] = [];
  const note = (zh: string, en: string, minutes: number): number => {
    steps.push({ zh, en, minutes });
    return minutes;
  };
  const service = union(input.spans.filter((span) => span.kind === 'service').map(interval));
  note('服务时段合计', 'service spans together', minutesOf(service));

  const worked = subtract(service, input.spans.filter((span) => span.kind !== 'service').map(interval));
  if (length(worked) < length(service))
    note('去掉路程、用餐、休息和培训', 'travel, meals, rest and training left out', minutesOf(worked));

  const tolerance = body.tolerance_minutes * minuteMs;
  const inside = clip(worked, {
    from: input.planned.from.getTime() - tolerance,
    to: input.planned.to.getTime() + tolerance,
  });
  if (length(inside) < length(worked))
    note(
      `只算计划时段前后 ${body.tolerance_minutes} 分钟以内`,
      `only within ${body.tolerance_minutes} minutes of the planned time`,
      minutesOf(inside),
    );

  const fresh = subtract(inside, input.counted.map(interval));
  if (length(fresh) < length(inside))
    note('去掉别的服务已经算过的时间', 'time already counted for another service left out', minutesOf(fresh));

  let minutes = minutesOf(fresh);
  if (input.claimed_minutes !== undefined && input.claimed_minutes < minutes)
    minutes = note('按申报的时长', 'as claimed', input.claimed_minutes);
  const planned = Math.floor((input.planned.to.getTime() - input.planned.from.getTime()) / minuteMs);
  if (input.claimed_minutes !== undefined && minutes > planned)
    minutes = note('荣誉时数不超过活动时长', 'honorary minutes never longer than the activity', planned);

  const rounded = roundMinutes(minutes, body.rounding);
  if (rounded !== minutes) note('按规则取整', 'rounded by the rule book', rounded);

  const dayMinutes = input.other_minutes_of_day + rounded;
  const level = rounded === 0 ? 'team' : ladderLevel(dayMinutes, body);
  const verdict = {
    team: ['当天合计，当场生效', 'day total, takes effect at once'],
    parent: ['当天合计，要上级组织审核', 'day total, the parent organisation approves'],
    province: ['当天合计，要省级组织审核', 'day total, a provincial body approves'],
  } as const satisfies Record<ApprovalLevel, readonly [string, string]>;
  note(verdict[level][0], verdict[level][1], dayMinutes);

  return {
    minutes: rounded,
    day_minutes: dayMinutes,
    level,
    counted: fresh.map((part) => ({ from: new Date(part.from), to: new Date(part.to) })),
    trace: {
      kind: 'time_counting',
      book: input.book,
      inputs: {
        spans: input.spans.map((span) => ({
          kind: span.kind,
          from: span.from.toISOString(),
          to: span.to.toISOString(),
        })),
        planned_from: input.planned.from.toISOString(),
        planned_to: input.planned.to.toISOString(),
        other_minutes_of_day: input.other_minutes_of_day,
      },
      steps,
    },
  };
}

/** `3:10`, as durations are printed beside their seal. */
export function durationText(minutes: number): string {
  const sign = minutes < 0 ? '−' : '';
  const whole = Math.abs(minutes);
  return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
