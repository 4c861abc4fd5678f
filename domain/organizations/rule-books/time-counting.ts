/**
 * How stamps become minutes. Actual service only: travel, breaks and training never count, whatever the book says.
 * Defaults follow national practice; where places differ, an organisation issues its own book.
 */
export type Rounding =
  | { readonly kind: 'whole_minutes' }
  /** Down to whole steps, e.g. 30: 89 minutes count as 60. */
  | { readonly kind: 'down_to_step'; readonly step_minutes: number }
  /** The part beyond the last full hour counts as the first band it stays below: <=15 -> 0, <=45 -> 30, else 60. */
  | { readonly kind: 'bands'; readonly bands: readonly { readonly up_to_minutes: number; readonly counts_minutes: number }[] };

export type TimeCountingBody = {
  readonly rounding: Rounding;
  /** Spans shorter than this count nothing. */
  readonly shortest_span_minutes: number;
  /** Stamps before the shift count from this many minutes before its start. */
  readonly early_minutes: number;
  /** Stamps after the shift count to this many minutes after its end. */
  readonly late_minutes: number;
  /** Without a check-out: nothing, or to the shift's end once a leader confirms it. */
  readonly missing_check_out: 'nothing' | 'shift_end_when_confirmed';
  /** Up to here a person's day takes effect at once. */
  readonly daily_free_minutes: number;
  /** Up to here the parent organisation approves; above it a provincial body does. */
  readonly daily_parent_minutes: number;
  /** In/out pairs of one person on one activity and day. */
  readonly pairs_per_day: number;
  /** Self-located check-in only for activities of at least this many places; null: never. */
  readonly self_located_from_places: number | null;
  /** Back-filled minutes are honorary and never more than the activity's length. */
  readonly back_fill_days: number;
  /** Scans stored offline are accepted for this long, and shown as late. */
  readonly offline_hours: number;
  /** A signed span that no leader confirms within these days is listed as overdue. The legal number of days is not verified. */
  readonly confirm_within_days: number;
};

export const defaultTimeCounting: TimeCountingBody = {
  rounding: { kind: 'whole_minutes' },
  shortest_span_minutes: 1,
  early_minutes: 0,
  late_minutes: 0,
  missing_check_out: 'nothing',
  daily_free_minutes: 480,
  daily_parent_minutes: 720,
  pairs_per_day: 3,
  self_located_from_places: 100,
  back_fill_days: 30,
  offline_hours: 48,
  confirm_within_days: 10,
};

export function timeCountingFaults(body: TimeCountingBody): readonly string[] {
  const faults: string[] = [];
  if (body.daily_free_minutes > body.daily_parent_minutes) faults.push('daily_parent_minutes');
  if (body.daily_parent_minutes > 24 * 60) faults.push('daily_parent_minutes');
  if (body.rounding.kind === 'down_to_step' && body.rounding.step_minutes < 1) faults.push('rounding.step_minutes');
  if (body.rounding.kind === 'bands') {
    const ends = body.rounding.bands.map((band) => band.up_to_minutes);
    const ascending = ends.every((end, index) => index === 0 || end > (ends[index - 1] ?? 0));
    if (!ascending || ends.at(-1) !== 60) faults.push('rounding.bands'); // the last band closes the hour
  }
  return faults;
}
