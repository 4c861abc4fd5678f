/** What people and staff may do in a random history, as data: fast-check makes it and makes it smaller when it fails. */
import fc from 'fast-check';

export type Step =
  // before the day
  | { readonly do: 'sign_up' | 'withdraw'; readonly who: number; readonly shift: number }
  | { readonly do: 'capacity'; readonly shift: number; readonly places: number }
  | { readonly do: 'cancel' }
  // on the day, at a minute of it
  | {
      readonly do: 'stamp';
      readonly who: number;
      readonly shift: number;
      readonly direction: 'in' | 'out';
      readonly minute: number;
      readonly late: boolean;
    }
  // after it; `pick` chooses among what there is then; who asks for a correction may get it at once, from `by` and the next of the staff
  | { readonly do: 'confirm'; readonly pick: number; readonly pause: boolean }
  | {
      readonly do: 'back_fill';
      readonly who: number;
      readonly shift: number;
      readonly from: number;
      readonly length: number;
      readonly claimed: number | null;
      readonly by: number;
    }
  | {
      readonly do: 'ask';
      readonly pick: number;
      readonly from: number;
      readonly length: number;
      readonly by: number | null;
    } // `from` after the plan's start
  | { readonly do: 'handle' | 'approve' | 'strike' | 'restore'; readonly pick: number; readonly by: number }
  | { readonly do: 'ladder'; readonly pick: number; readonly approve: boolean }
  | { readonly do: 'merge'; readonly who: number; readonly other: number }
  | { readonly do: 'fold' };

export const people = 4;
/** Two that follow each other, one that overlaps both, and an evening that makes a day long. */
export const plans = [
  ['09:00', '12:00', 2],
  ['13:00', '18:00', 3],
  ['10:00', '14:00', 1],
  ['18:30', '22:00', 4],
] as const;

const who = fc.nat(people - 1);
const shift = fc.nat(plans.length - 1);
const staff = fc.nat(2);
const startOf = (at: number): number => Number(plans[at]?.[0].slice(0, 2)) * 60 + Number(plans[at]?.[0].slice(3));
/** Times near the plan and on a grid, so that one often holds the other; a minute off the grid is a boundary. */
const near = fc
  .record({
    shift,
    from: fc.integer({ min: -3, max: 12 }),
    length: fc.integer({ min: 1, max: 20 }),
    off: fc.constantFrom(0, 0, 0, -1, 1, 2),
  })
  .map(({ shift: at, from, length, off }) => ({
    shift: at,
    from: startOf(at) + from * 15,
    length: Math.max(1, length * 15 + off),
  }));

const before: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('sign_up' as const), who, shift }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), who, shift }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('capacity' as const), shift, places: fc.integer({ min: 1, max: 4 }) }),
  },
);
const stamp = fc.record({
  do: fc.constant('stamp' as const),
  who,
  shift,
  direction: fc.constantFrom('in' as const, 'out' as const),
  minute: fc.integer({ min: 8 * 60 + 30, max: 22 * 60 }),
  late: fc.boolean(),
});
const stay: fc.Arbitrary<Step[]> = fc.record({ who, time: near }).map(({ who: person, time }) =>
  (['in', 'out'] as const).map((direction): Step => ({
    do: 'stamp',
    who: person,
    shift: time.shift,
    direction,
    minute: time.from + (direction === 'in' ? 0 : time.length),
    late: false,
  })),
);
const after: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('confirm' as const), pick: fc.nat(20), pause: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc
      .record({ who, time: near, claimed: fc.option(fc.integer({ min: 1, max: 240 })), by: staff })
      .map(({ time, ...one }) => ({ do: 'back_fill' as const, ...one, ...time })),
  },
  {
    weight: 8,
    arbitrary: fc.record({ pick: fc.nat(3), time: near, by: fc.option(staff) }).map(({ time, ...one }) => ({
      do: 'ask' as const,
      ...one,
      from: time.from - startOf(time.shift),
      length: time.length,
    })),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'handle' as const,
        'approve' as const,
        'approve' as const,
        'strike' as const,
        'restore' as const,
      ),
      pick: fc.nat(20),
      by: staff,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ladder' as const), pick: fc.nat(20), approve: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), who, other: who }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'fold' }) },
  { weight: 1, arbitrary: stamp.map((one) => ({ ...one, late: true })) },
);

/** In the order of a real week: people sign up, come, and then the desk has its say. */
export const history: fc.Arbitrary<Step[]> = fc
  .record({
    before: fc.array(before, { minLength: 6, maxLength: 16 }),
    cancel: fc.integer({ min: 0, max: 11 }).map((dice) => dice === 0),
    stays: fc.array(stay, { minLength: 2, maxLength: 9 }),
    odd: fc.array(stamp, { maxLength: 4 }),
    after: fc.array(after, { minLength: 8, maxLength: 26 }),
  })
  .map((week) => [
    ...week.before,
    ...(week.cancel ? [{ do: 'cancel' } as const] : []),
    ...[...week.stays.flat(), ...week.odd].sort((one, other) =>
      one.do === 'stamp' && other.do === 'stamp' ? one.minute - other.minute : 0,
    ),
    ...week.after,
  ]);

const at = (minute: number, direction: 'in' | 'out'): Step => ({
  do: 'stamp',
  who: 0,
  shift: 0,
  direction,
  minute,
  late: false,
});
const ask = (length: number): Step => ({ do: 'ask', pick: 0, from: 0, length, by: 0 });
/** Played every time. In the first two a correction once left minutes standing that it should have taken, or gave what no stamp proves. */
export const knownWeeks: readonly (readonly Step[])[] = [
  [
    { do: 'sign_up', who: 0, shift: 0 },
    at(540, 'in'),
    at(720, 'out'),
    { do: 'confirm', pick: 0, pause: false },
    ask(195),
    ask(120),
  ],
  [
    { do: 'sign_up', who: 0, shift: 0 },
    at(540, 'in'),
    at(600, 'out'),
    at(660, 'in'),
    at(720, 'out'),
    { do: 'confirm', pick: 0, pause: false },
    ask(150),
  ],
  [
    { do: 'sign_up', who: 0, shift: 0 },
    at(540, 'in'),
    at(720, 'out'),
    { do: 'confirm', pick: 0, pause: false },
    { do: 'strike', pick: 0, by: 1 },
    ask(180),
    { do: 'restore', pick: 0, by: 2 },
    { do: 'strike', pick: 0, by: 1 },
    { do: 'restore', pick: 0, by: 0 },
  ],
];
