import { expect, test } from 'vitest';
import { at } from '../time.ts';
import { planCorrection, typedSpan, type CorrectionInput } from './correction.ts';

const time = (from: string, to: string): { from: Date; to: Date } => ({
  from: at('2026-11-15', from),
  to: at('2026-11-15', to),
});
const signed = { id: 'signed', ...time('09:00', '12:00'), source: 'rotating_code', balance: 'credit_minutes' } as const;
const beyond = { id: 'beyond', ...time('09:00', '12:30'), source: 'back_fill', balance: 'honorary_minutes' } as const;
const listed = { id: 'listed', ...time('09:00', '12:00'), source: 'import', balance: 'honorary_minutes' } as const;
const stamped = { spans: [time('09:00', '10:00'), time('11:00', '12:00')], source: 'rotating_code' } as const;

type Row = readonly [
  string,
  CorrectionInput['old'],
  CorrectionInput['stamped'],
  readonly [string, string],
  { reverses: readonly string[]; source: string; spans: readonly (readonly [string, string])[] },
];
/** The worked example of docs/rules/records.md, and its boundaries. */
const rows: readonly Row[] = [
  [
    'inside the stamps: only the stamped part, though a pause lies between',
    [signed],
    stamped,
    ['09:00', '11:30'],
    {
      reverses: ['signed'],
      source: 'rotating_code',
      spans: [
        ['09:00', '10:00'],
        ['11:00', '11:30'],
      ],
    },
  ],
  [
    'a minute beyond the last stamp is forgiven, and does not count',
    [signed],
    stamped,
    ['11:00', '12:01'],
    { reverses: ['signed'], source: 'rotating_code', spans: [['11:00', '12:00']] },
  ],
  [
    'longer than what was signed: it stays',
    [signed],
    stamped,
    ['09:00', '12:30'],
    { reverses: [], source: 'back_fill', spans: [['09:00', '12:30']] },
  ],
  [
    'longer again: the signed record stays, the honorary one gives way',
    [signed, beyond],
    stamped,
    ['09:00', '12:40'],
    { reverses: ['beyond'], source: 'back_fill', spans: [['09:00', '12:40']] },
  ],
  [
    'then shorter: both give way',
    [signed, beyond],
    stamped,
    ['09:00', '10:00'],
    { reverses: ['signed', 'beyond'], source: 'rotating_code', spans: [['09:00', '10:00']] },
  ],
  [
    'where nothing is stamped, signed time gives way to a word',
    [signed],
    stamped,
    ['10:10', '10:50'],
    { reverses: ['signed'], source: 'back_fill', spans: [['10:10', '10:50']] },
  ],
  [
    'overlapping, neither inside nor around',
    [signed],
    stamped,
    ['11:30', '13:00'],
    { reverses: ['signed'], source: 'back_fill', spans: [['11:30', '13:00']] },
  ],
  [
    'an imported record made shorter stays imported',
    [listed],
    null,
    ['09:00', '11:00'],
    { reverses: ['listed'], source: 'import', spans: [['09:00', '11:00']] },
  ],
  [
    'an imported record made longer is back-filled',
    [listed],
    null,
    ['09:00', '12:30'],
    { reverses: ['listed'], source: 'back_fill', spans: [['09:00', '12:30']] },
  ],
  [
    'nothing stands and nothing is stamped',
    [],
    null,
    ['09:00', '11:00'],
    { reverses: [], source: 'back_fill', spans: [['09:00', '11:00']] },
  ],
  [
    'nothing stands, but stamps prove it: a struck record comes back',
    [],
    stamped,
    ['09:00', '12:00'],
    {
      reverses: [],
      source: 'rotating_code',
      spans: [
        ['09:00', '10:00'],
        ['11:00', '12:00'],
      ],
    },
  ],
];

test.each(rows)('S23 a correction %s', (_, old, stamps, [from, to], plan) => {
  expect(planCorrection({ old, stamped: stamps, proposed: time(from, to) })).toEqual({
    ...plan,
    spans: plan.spans.map(([a, b]) => time(a, b)),
  });
});

test.each([
  ['09:00', '12:10', '2026-11-15T01:00:00.000Z', '2026-11-15T04:10:00.000Z'],
  ['21:00', '01:00', '2026-11-15T13:00:00.000Z', '2026-11-15T17:00:00.000Z'],
])('typed %s to %s; past midnight is the day after', (from, to, started_at, ended_at) => {
  expect(typedSpan('2026-11-15', from, to)).toEqual({ started_at, ended_at });
});
