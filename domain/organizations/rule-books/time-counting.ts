/** The body of a rule book of the kind `time_counting`: how stamps become minutes in a place. */
import { z } from 'zod';

const minutes = z.int().min(0).max(1440);

/** Half-hour table of domain.md: remainder ≤15 → 0, 15–45 → 30, 45–60 → 60. `up_to` includes its value. */
const band = z.object({ up_to_minutes: minutes, counts_as_minutes: minutes });

export const rounding = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('none') }),
  z.object({ mode: z.literal('down'), step_minutes: z.int().min(1).max(60) }),
  z.object({
    mode: z.literal('hour_table'),
    bands: z.array(band).min(1).max(12).refine((bands) => bands.at(-1)?.up_to_minutes === 60 && bands.every((one, index) => index === 0 || one.up_to_minutes > (bands[index - 1]?.up_to_minutes ?? 0)), {
      message: '各档要从小到大，最后一档到 60 分钟',
    }),
  }),
]);
export type Rounding = z.infer<typeof rounding>;

export const approvalLevels = ['team', 'parent', 'province'] as const;
export type ApprovalLevel = (typeof approvalLevels)[number];

export const timeCountingBody = z.object({
  rounding: rounding.default({ mode: 'none' }),
  /** Time before the planned start and after the planned end that still counts. */
  tolerance_minutes: minutes.default(15),
  /** Minutes of one person and day that take effect at once, and that the parent organisation may approve; above, a provincial body. */
  at_once_until_minutes: minutes.default(480),
  parent_until_minutes: minutes.default(720),
  pairs_per_activity_and_day: z.int().min(1).max(20).default(3),
  self_located: z.object({ allowed: z.boolean(), from_people: z.int().min(0).max(100_000) }).default({ allowed: true, from_people: 100 }),
  /** How long a code scanned without reception may take to arrive. */
  late_scan_hours: z.int().min(0).max(24 * 31).default(96),
  /** Days the organisation has for recording; the law's number is not verified, so none by default. */
  recording_days: z.int().min(1).max(3660).nullable().default(null),
}).refine((body) => body.at_once_until_minutes <= body.parent_until_minutes, { message: '当场生效的上限不能高于上级审核的上限', path: ['parent_until_minutes'] });
export type TimeCountingBody = z.infer<typeof timeCountingBody>;

export const defaultTimeCounting: TimeCountingBody = timeCountingBody.parse({});

export const halfHourRounding: Rounding = {
  mode: 'hour_table',
  bands: [{ up_to_minutes: 15, counts_as_minutes: 0 }, { up_to_minutes: 45, counts_as_minutes: 30 }, { up_to_minutes: 60, counts_as_minutes: 60 }],
};
