/** The body of a rule book of the kind `time_counting`: how stamps become minutes in a place. */
import { z } from 'zod';
import type { Compared, Tighter } from './direction.ts';

const minutes = z.int().min(0).max(1440);

/** Half-hour table of domain.md: remainder ≤15 → 0, 15–45 → 30, 45–60 → 60. `up_to` includes its value. */
const band = z.object({ up_to_minutes: minutes, counts_as_minutes: minutes });

type Band = z.infer<typeof band>;

/** The most that rounding may add: the widest step between two values that a table counts as. */
function widestStep(bands: readonly Band[]): number {
  return Math.max(...bands.map((one, index) => one.counts_as_minutes - (bands[index - 1]?.counts_as_minutes ?? 0)));
}

/** Bands rise, end at the full hour, never count above it, and never more than one step above the minutes stamped. */
function bandFault(bands: readonly Band[]): string | null {
  const before = (index: number): Band => bands[index - 1] ?? { up_to_minutes: 0, counts_as_minutes: 0 };
  if (
    bands.at(-1)?.up_to_minutes !== 60 ||
    bands.some((one, index) => one.up_to_minutes <= before(index).up_to_minutes)
  )
    return '各档要从小到大，最后一档到 60 分钟';
  if (bands.some((one) => one.counts_as_minutes > 60)) return '一档最多计到整点，也就是 60 分钟';
  if (bands.some((one, index) => one.counts_as_minutes < before(index).counts_as_minutes))
    return '后一档不能比前一档计得少';
  const step = widestStep(bands);
  if (bands.some((one, index) => one.counts_as_minutes > before(index).up_to_minutes + 1 + step))
    return '一档最多比实际分钟多计一级';
  return null;
}

export const rounding = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('none') }),
  z.object({ mode: z.literal('down'), step_minutes: z.int().min(1).max(60) }),
  z.object({
    mode: z.literal('hour_table'),
    bands: z
      .array(band)
      .min(1)
      .max(12)
      .superRefine((bands, context) => {
        const message = bandFault(bands);
        if (message !== null) context.addIssue({ code: 'custom', message });
      }),
  }),
]);
export type Rounding = z.infer<typeof rounding>;

export function roundMinutes(minutes: number, by: Rounding): number {
  switch (by.mode) {
    case 'none':
      return minutes;
    case 'down':
      return minutes - (minutes % by.step_minutes);
    case 'hour_table': {
      const rest = minutes % 60;
      const found = by.bands.find((one) => rest <= one.up_to_minutes);
      // a book written before bands had bounds still never counts above the next full hour
      return minutes - rest + (rest === 0 ? 0 : Math.min(60, found?.counts_as_minutes ?? 0));
    }
  }
}

/** What rounding may add at most to the minutes stamped. */
export function roundingStep(by: Rounding): number {
  return by.mode === 'hour_table' ? Math.min(60, widestStep(by.bands)) : 0;
}

/** Looser where any length of a day counts for more. */
const roundingTighter: Compared<Rounding> = {
  looser: (next, base) =>
    Array.from({ length: 1441 }, (_, length) => length).some(
      (length) => roundMinutes(length, next) > roundMinutes(length, base),
    ),
};

export const approvalLevels = ['team', 'parent', 'province'] as const;
export type ApprovalLevel = (typeof approvalLevels)[number];

/** Where sources name no bound, these keep a book from switching a rule off: hours of a tolerance, of a day that nobody approves. */
const timeCountingBounds = {
  tolerance_minutes: 120,
  at_once_until_minutes: 720,
  parent_until_minutes: 960,
  late_scan_hours: 24 * 14,
  people: 100_000,
  recording_days: 366,
} as const;

export const timeCountingBody = z
  .object({
    rounding: rounding.default({ mode: 'none' }),
    /** Time before the planned start and after the planned end that still counts. */
    tolerance_minutes: minutes.max(timeCountingBounds.tolerance_minutes).default(15),
    /** Minutes of one person and day that take effect at once, and that the parent organisation may approve; above, a provincial body. */
    at_once_until_minutes: minutes.max(timeCountingBounds.at_once_until_minutes).default(480),
    parent_until_minutes: minutes.max(timeCountingBounds.parent_until_minutes).default(720),
    pairs_per_activity_and_day: z.int().min(1).max(20).default(3),
    self_located: z
      .object({ allowed: z.boolean(), from_people: z.int().min(0).max(timeCountingBounds.people) })
      .default({ allowed: true, from_people: 100 }),
    /** How long a code scanned without reception may take to arrive. */
    late_scan_hours: z.int().min(0).max(timeCountingBounds.late_scan_hours).default(96),
    /** Days the organisation has for recording; the law's number is not verified, so none by default. */
    recording_days: z.int().min(1).max(timeCountingBounds.recording_days).nullable().default(null),
  })
  .refine((body) => body.at_once_until_minutes <= body.parent_until_minutes, {
    message: '当场生效的上限不能高于上级审核的上限',
    path: ['parent_until_minutes'],
  });
export type TimeCountingBody = z.infer<typeof timeCountingBody>;

export const timeCountingTighter: Tighter<TimeCountingBody> = {
  rounding: roundingTighter,
  tolerance_minutes: 'lower',
  at_once_until_minutes: 'lower',
  parent_until_minutes: 'lower',
  pairs_per_activity_and_day: 'lower',
  self_located: { allowed: 'false', from_people: 'higher' },
  late_scan_hours: 'lower',
  recording_days: 'lower',
};

export const defaultTimeCounting: TimeCountingBody = timeCountingBody.parse({});

export const halfHourRounding: Rounding = {
  mode: 'hour_table',
  bands: [
    { up_to_minutes: 15, counts_as_minutes: 0 },
    { up_to_minutes: 45, counts_as_minutes: 30 },
    { up_to_minutes: 60, counts_as_minutes: 60 },
  ],
};
