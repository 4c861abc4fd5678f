/**
 * Changing the shifts and the leaders of a published activity. People have planned their time by it, so a shift that has begun stays
 * as it was, and the publishing rules are asked again for what the change touches, and only for that.
 */
import type { PublishingLimits } from '../organizations/rule-books/publishing-limits.ts';
import { problem, type Problem } from '../problem.ts';
import { businessDate, startOfDay } from '../time.ts';
import { decidePublishing } from './publishing.ts';
import type { ActivityDraft, PublishingRule, ShiftDraft } from './publishing-checks.ts';
import type { Span } from './shifts.ts';

export type ShiftTimes = ShiftDraft & { readonly id: string; readonly name: string };
export type Reach = 'this' | 'following';
export type ChangeKind = 'added' | 'moved' | 'capacity_changed' | 'leaders_changed'; // leaders_changed: other leaders, the shifts as they are

const timeOfDay = (at: Date): number => at.getTime() - startOfDay(businessDate(at)).getTime();

/** The chosen shift, and with `following` those after it of the same name, time of day and length: its series. */
export function reached<S extends ShiftTimes>(chosen: S, shifts: readonly S[], reach: Reach): S[] {
  if (reach === 'this') return [chosen];
  const length = (shift: S): number => shift.ends_at.getTime() - shift.starts_at.getTime();
  const later = shifts.filter(
    (shift) =>
      shift.starts_at > chosen.starts_at &&
      shift.name === chosen.name &&
      timeOfDay(shift.starts_at) === timeOfDay(chosen.starts_at) &&
      length(shift) === length(chosen),
  );
  return [chosen, ...later.sort((one, other) => one.starts_at.getTime() - other.starts_at.getTime())];
}

/** Each shift of a series moves as far as the chosen one does and gets its new length. */
export function movedTo<S extends Span>(chosen: Span, to: Span, series: readonly S[]): S[] {
  const by = to.starts_at.getTime() - chosen.starts_at.getTime();
  const length = to.ends_at.getTime() - to.starts_at.getTime();
  return series.map((shift) => {
    const starts_at = new Date(shift.starts_at.getTime() + by);
    return { ...shift, starts_at, ends_at: new Date(starts_at.getTime() + length) };
  });
}

const spanMs = (shifts: readonly Span[]): number =>
  shifts.length === 0
    ? 0
    : Math.max(...shifts.map((shift) => shift.ends_at.getTime())) -
      Math.min(...shifts.map((shift) => shift.starts_at.getTime()));

const asked: Readonly<Record<ChangeKind, readonly string[]>> = {
  added: ['shift_order', 'future', 'shift_length', 'headcount', 'leaders'],
  moved: ['shift_order', 'future', 'shift_length'],
  capacity_changed: ['headcount', 'leaders'],
  leaders_changed: ['leaders'],
};

type Change = {
  readonly kind: ChangeKind;
  readonly draft: Omit<ActivityDraft, 'shifts'>;
  readonly before: readonly ShiftDraft[]; // all that stand
  readonly untouched: readonly ShiftDraft[]; // those of them that stay as they are
  readonly touched: readonly ShiftDraft[]; // as they shall be
  readonly limits: PublishingLimits;
  readonly now: Date;
};

/**
 * What the rule book says to a change: a rule that is broken, or the reasons for which a person above looks again.
 * Danger, minors and words in the text were looked at when it was published and do not change with the clock.
 */
export function decideActivityChange(change: Change): {
  readonly problem: Problem | null;
  readonly approval_reasons: readonly PublishingRule[];
} {
  const { kind, limits, now } = change;
  const ask = (shifts: readonly ShiftDraft[]) =>
    decidePublishing({ draft: { ...change.draft, shifts }, limits, now, brand_scope: [] });
  const [part, whole] = [ask(change.touched), ask([...change.untouched, ...change.touched])];
  const findings = [
    ...part.findings.filter((each) => asked[kind].includes(each.rule)),
    ...(kind === 'capacity_changed' || kind === 'leaders_changed'
      ? []
      : whole.findings.filter((each) => each.rule === 'longest')),
  ];
  const broken = findings.find((each) => each.problem !== null)?.problem ?? null;
  if (broken !== null) return { problem: broken, approval_reasons: [] };
  const comesUp: Readonly<Record<string, boolean>> = {
    always: true,
    people:
      (kind === 'added' || kind === 'capacity_changed') &&
      part.approval_reasons.some((reason) => reason.rule === 'people'),
    days: spanMs([...change.untouched, ...change.touched]) > spanMs(change.before),
  };
  return {
    problem: null,
    approval_reasons: grows(change) ? whole.approval_reasons.filter((reason) => comesUp[reason.rule] === true) : [],
  };
}

/**
 * Other words for place and meeting, after publishing: the same rules as before it. A pin stays where it was, so that a new place has
 * to be found by its words; what the new words lack they may not replace.
 */
export function refusalToRedescribe(
  { draft, limits, now }: { draft: Omit<ActivityDraft, 'shifts'>; limits: PublishingLimits; now: Date },
  place: string,
): Problem | null {
  const isOther = place.trim() !== draft.place_text.trim();
  const { findings } = decidePublishing({
    limits,
    now,
    brand_scope: [],
    draft: { ...draft, place_text: place, pin: isOther ? null : draft.pin, shifts: [] },
  });
  const broken = findings.find((each) => each.rule === 'place' && each.problem !== null)?.problem ?? null;
  return broken === null ? null : problem('projects.place_missing', {}, 'place');
}

/** Fewer places for the same shift need nobody's approval; every other change may. */
function grows({ kind, before, untouched, touched }: Change): boolean {
  const places = (shifts: readonly ShiftDraft[]): number => shifts.reduce((sum, shift) => sum + shift.capacity, 0);
  return kind !== 'capacity_changed' || places(untouched) + places(touched) > places(before);
}

/**
 * What becomes of each shift when the whole activity is cancelled. What was served stays: a finished shift is untouched, and one
 * where somebody is checked in ends now, so that everybody can still check out and be confirmed.
 */
export function whenCancelled(shift: Span, checkedIn: boolean, now: Date): 'stays' | 'ends_now' | 'cancelled' {
  if (shift.ends_at <= now) return 'stays';
  return checkedIn ? 'ends_now' : 'cancelled';
}

/** A shift that has begun, or where somebody checked in early, is what happened: it is neither moved nor cancelled. */
export function untouchable(shift: Span, checkedIn: boolean, now: Date): Problem | null {
  if (shift.starts_at <= now) return problem('projects.already_begun');
  return checkedIn ? problem('projects.checked_in_already') : null;
}
