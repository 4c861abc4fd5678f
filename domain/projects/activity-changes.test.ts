import { describe, expect, test } from 'vitest';
import { addDays, at, businessDate } from '../time.ts';
import { defaultPublishingLimits } from '../organizations/rule-books/publishing-limits.ts';
import type { ActivityDraft, ShiftDraft } from './publishing-checks.ts';
import {
  decideActivityChange,
  movedTo,
  reached,
  untouchable,
  whenCancelled,
  type ChangeKind,
  type ShiftTimes,
} from './activity-changes.ts';

// docs/rules/projects.md, "Changing the shifts of a published activity": every Saturday from 28 November 2026, 09:00 to 12:00
const now = at('2026-11-22', '10:00');
const times = (id: string, day: string, from = '09:00', to = '12:00', name = ''): ShiftTimes => ({
  id,
  name,
  starts_at: at(day, from),
  ends_at: at(day, to),
  capacity: 20,
});
const [first, second, third] = [times('1', '2026-11-28'), times('2', '2026-12-05'), times('3', '2026-12-12')];

describe('this one, or this and following', () => {
  const afternoon = times('4', '2026-12-06', '14:00', '17:00');
  const longer = times('5', '2026-12-19', '09:00', '13:00');
  const otherPost = times('6', '2026-12-19', '09:00', '12:00', '引导岗');
  const all = [third, first, afternoon, longer, otherPost, second];
  test.each<[string, ShiftTimes, 'this' | 'following', string]>([
    ['the first alone', first, 'this', '1'],
    ['the first and following: same time of day, length and name', first, 'following', '1 2 3'],
    ['the second and following: the first stays', second, 'following', '2 3'],
    ['the last has none after it', third, 'following', '3'],
    ['another time of day is another series', afternoon, 'following', '4'],
  ])('%s', (_, chosen, reach, ids) => {
    expect(
      reached(chosen, all, reach)
        .map((shift) => shift.id)
        .join(' '),
    ).toBe(ids);
  });

  test('Saturday 09:00–12:00 moved to Sunday 14:00–16:00: each following one moves to its Sunday', () => {
    const moved = movedTo(first, { starts_at: at('2026-11-29', '14:00'), ends_at: at('2026-11-29', '16:00') }, [
      first,
      second,
      third,
    ]);
    expect(moved.map((shift) => [shift.id, businessDate(shift.starts_at), shift.starts_at, shift.ends_at])).toEqual([
      ['1', '2026-11-29', at('2026-11-29', '14:00'), at('2026-11-29', '16:00')],
      ['2', '2026-12-06', at('2026-12-06', '14:00'), at('2026-12-06', '16:00')],
      ['3', '2026-12-13', at('2026-12-13', '14:00'), at('2026-12-13', '16:00')],
    ]);
  });
});

describe('J27 the publishing rules are asked again for what the change touches', () => {
  const draft: Omit<ActivityDraft, 'shifts'> = {
    name: '江边清洁',
    description: '分三段捡拾',
    category: 'ecology',
    topics: ['environment/mother_river'],
    risk_statement: '石阶湿滑，须穿救生衣',
    risks: ['water'],
    insurance: 'organisation',
    place_text: '云汀湿地南门集合点',
    pin: null,
    leaders: 5,
    check_in_kinds: ['rotating_code'],
    minimum_age: 16,
    signs_up_here: true,
  };
  const shift = (day: string, from: string, to: string, capacity = 20): ShiftDraft => ({
    starts_at: at(day, from),
    ends_at: at(day, to),
    capacity,
  });
  const decide = (
    kind: ChangeKind,
    touched: ShiftDraft[],
    more: { untouched?: ShiftDraft[]; limits?: typeof defaultPublishingLimits } = {},
  ): string => {
    const decision = decideActivityChange({
      kind,
      draft,
      before: [first, second],
      untouched: more.untouched ?? (kind === 'added' ? [first, second] : [first]),
      touched,
      limits: more.limits ?? defaultPublishingLimits,
      now,
    });
    return (
      decision.problem?.code ??
      (decision.approval_reasons.length === 0
        ? 'at once'
        : decision.approval_reasons.map((reason) => reason.rule).join(' '))
    );
  };
  const always = { ...defaultPublishingLimits, approval_always: true };
  test.each<[string, string, string]>([
    [
      'added next Saturday, though danger was a reason when it was published',
      decide('added', [shift('2026-12-12', '09:00', '12:00')]),
      'at once',
    ],
    ['added in the past', decide('added', [shift('2026-11-22', '10:00', '12:00')]), 'projects.starts_in_past'],
    ['added one minute ahead', decide('added', [shift('2026-11-22', '10:01', '12:00')]), 'at once'],
    ['added with 12 h 1 min', decide('added', [shift('2026-12-12', '06:00', '18:01')]), 'projects.shift_too_long'],
    ['added with 200 people', decide('added', [shift('2026-12-12', '09:00', '12:00', 200)]), 'at once'],
    ['added with 201 people', decide('added', [shift('2026-12-12', '09:00', '12:00', 201)]), 'people'],
    [
      'added with 251 people, five leaders',
      decide('added', [shift('2026-12-12', '09:00', '12:00', 251)]),
      'projects.leaders_too_few',
    ],
    [
      'added more than 92 days after the first',
      decide('added', [shift(addDays('2026-11-28', 93), '09:00', '12:00')]),
      'days',
    ],
    [
      'added more than 366 days after the first',
      decide('added', [shift(addDays('2026-11-28', 367), '09:00', '12:00')]),
      'projects.longer_than_a_year',
    ],
    ['moved to another hour', decide('moved', [shift('2026-12-05', '14:00', '17:00')]), 'at once'],
    ['moved into the past', decide('moved', [shift('2026-11-21', '14:00', '17:00')]), 'projects.starts_in_past'],
    ['moved to end before it starts', decide('moved', [shift('2026-12-05', '14:00', '13:00')]), 'projects.shift_order'],
    ['other leaders', decide('leaders_changed', [first, second], { untouched: [] }), 'at once'],
    [
      'other leaders, five for 250 people: the size was looked at',
      decide('leaders_changed', [shift('2026-12-06', '09:00', '12:00', 250)], { untouched: [] }),
      'at once',
    ],
    [
      'other leaders, five for 251 people',
      decide('leaders_changed', [shift('2026-12-06', '09:00', '12:00', 251)], { untouched: [] }),
      'projects.leaders_too_few',
    ],
    [
      'other leaders where everything is approved',
      decide('leaders_changed', [first, second], { untouched: [], limits: always }),
      'always',
    ],
    ['a large shift moved: it was looked at', decide('moved', [shift('2026-12-06', '09:00', '12:00', 250)]), 'at once'],
    ['raised to 201', decide('capacity_changed', [shift('2026-12-05', '09:00', '12:00', 201)]), 'people'],
    ['raised to 200', decide('capacity_changed', [shift('2026-12-05', '09:00', '12:00', 200)]), 'at once'],
    [
      'moved where every activity is approved',
      decide('moved', [shift('2026-12-05', '14:00', '17:00')], { limits: always }),
      'always',
    ],
    [
      'raised by one where every activity is approved',
      decide('capacity_changed', [shift('2026-12-05', '09:00', '12:00', 21)], { limits: always }),
      'always',
    ],
    [
      'lowered where every activity is approved',
      decide('capacity_changed', [shift('2026-12-05', '09:00', '12:00', 19)], { limits: always }),
      'at once',
    ],
  ])('J27 %s', (_, outcome, expected) => {
    expect(outcome).toBe(expected);
  });
});

test.each<[string, string, boolean, string | null]>([
  ['2026-11-28', '08:59', false, null],
  ['2026-11-28', '09:00', false, 'projects.already_begun'],
  ['2026-11-28', '08:59', true, 'projects.checked_in_already'],
  ['2026-11-30', '09:00', true, 'projects.already_begun'],
])('on %s at %s, checked in early %s: %s', (day, clock, checkedIn, expected) => {
  expect(untouchable(first, checkedIn, at(day, clock))?.code ?? null).toBe(expected);
});

// docs/rules/projects.md, "Cancelling an activity": a shift of 28 November 2026, 09:00 to 12:00
test.each<[string, boolean, 'stays' | 'ends_now' | 'cancelled']>([
  ['08:29', false, 'cancelled'],
  ['08:40', true, 'ends_now'], // early, and already here
  ['09:30', false, 'cancelled'],
  ['09:30', true, 'ends_now'],
  ['11:59', true, 'ends_now'],
  ['12:00', true, 'stays'],
  ['12:00', false, 'stays'],
])('the activity is cancelled at %s, somebody checked in: %s → the shift %s', (clock, checkedIn, expected) => {
  expect(whenCancelled(first, checkedIn, at('2026-11-28', clock))).toBe(expected);
});
