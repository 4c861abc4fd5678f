import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { at } from '../time.ts';
import { decideSignUp, type SignUpResult } from './sign-up.ts';
import { requirements, type Applicant, type ShiftTerms, type SignUpLimits } from './requirements.ts';
import { defaultAgeMatrix } from '../organizations/rule-books/age-matrix.ts';
import { clash, noShowRefusal, withdrawal, withdrawBy } from './shifts.ts';

// docs/rules/projects.md, "May I sign up?": the shift of Saturday 28 November 2026, 09:00 to 12:00, 20 places
const shift: ShiftTerms = {
  shift_id: 'this',
  starts_at: at('2026-11-28', '09:00'),
  ends_at: at('2026-11-28', '12:00'),
  closes_at: at('2026-11-28', '09:00'),
  capacity: 20,
  waitlist_capacity: 50,
  category: 'ecology',
  minimum_age: 16,
  maximum_age: null,
  parent_child: false,
  skills: [],
  qualifications: [],
  courses: [],
  insurance: 'none',
};
const adult: Applicant = {
  birth_date: '1998-05-04',
  pupil: false,
  self_supporting: false,
  parent_consent: false,
  teacher_consent: false,
  terms_accepted: true,
  with_parent: false,
  skills: [],
  qualifications: [],
  courses: [],
  insured_until: null,
  bookings: [],
};
const limits: SignUpLimits = { ages: defaultAgeMatrix, open_sign_ups: 20, minutes_per_day: 720 };
const now = at('2026-11-22', '10:00');
const ask = (
  person: Partial<Applicant>,
  terms: Partial<ShiftTerms> = {},
  seats: { taken?: number; waiting?: number; now?: Date } = {},
): SignUpResult =>
  decideSignUp({
    applicant: { ...adult, ...person },
    shift: { ...shift, ...terms },
    limits,
    taken: 0,
    waiting: 0,
    now,
    ...seats,
  });
const outcome = (result: SignUpResult): string =>
  result.result === 'problem'
    ? result.problem.code
    : result.result === 'waitlist'
      ? `waitlist ${result.place}`
      : 'seat';

describe('P19 capacity and the ordered waitlist', () => {
  test.each([
    [0, 0, 'seat'],
    [19, 0, 'seat'],
    [20, 0, 'waitlist 1'],
    [20, 2, 'waitlist 3'],
    [19, 1, 'waitlist 2'],
    [20, 49, 'waitlist 50'],
    [20, 50, 'projects.waitlist_full'],
  ])('P19 %i taken, %i waiting: %s', (taken, waiting, expected) => {
    expect(outcome(ask({}, {}, { taken, waiting }))).toBe(expected);
  });

  test('sign-up closes at its minute', () => {
    expect(outcome(ask({}, {}, { now: at('2026-11-28', '08:59') }))).toBe('seat');
    expect(outcome(ask({}, {}, { now: at('2026-11-28', '09:00') }))).toBe('projects.sign_up_closed');
  });
});

describe('age, on the day of the shift', () => {
  test.each<[string, Partial<Applicant>, Partial<ShiftTerms>, string]>([
    ['16 today', { birth_date: '2010-11-28', parent_consent: true }, {}, 'seat'],
    ['16 tomorrow', { birth_date: '2010-11-29', parent_consent: true }, {}, 'projects.too_young'],
    ['17 without consent', { birth_date: '2009-01-01' }, {}, 'projects.guardian_consent_missing'],
    ['18 today needs no consent', { birth_date: '2008-11-28' }, {}, 'seat'],
    ['60 where 60 is the highest', { birth_date: '1966-11-28' }, { maximum_age: 60 }, 'seat'],
    ['61 where 60 is the highest', { birth_date: '1965-11-28' }, { maximum_age: 60 }, 'projects.too_old'],
    [
      '17 in disaster relief',
      { birth_date: '2009-01-01', parent_consent: true },
      { category: 'disaster_relief' },
      'projects.minor_refused',
    ],
    ['17 and living on own work', { birth_date: '2009-01-01', self_supporting: true }, {}, 'seat'],
    [
      '13 alone is below the general age',
      { birth_date: '2012-11-29', parent_consent: true },
      { minimum_age: null },
      'projects.too_young',
    ],
    ['14 today goes alone', { birth_date: '2012-11-28', parent_consent: true }, { minimum_age: null }, 'seat'],
    [
      '13 with a parent',
      { birth_date: '2012-11-29', parent_consent: true, with_parent: true },
      { minimum_age: null },
      'seat',
    ],
  ])('%s', (_, person, terms, expected) => {
    expect(outcome(ask(person, terms))).toBe(expected);
  });
});

describe('P56 R62 pupils', () => {
  test.each([
    [true, true, 'seat'],
    [true, false, 'projects.pupil_consents_missing'],
    [false, true, 'projects.pupil_consents_missing'],
    [false, false, 'projects.pupil_consents_missing'],
  ])('P56 R62 parent %s, teacher %s: %s', (parent_consent, teacher_consent, expected) => {
    expect(outcome(ask({ pupil: true, birth_date: '2009-01-01', parent_consent, teacher_consent }))).toBe(expected);
    // the status decides: a pupil of 18 still needs both
    expect(outcome(ask({ pupil: true, birth_date: '2008-01-01', parent_consent, teacher_consent }))).toBe(expected);
  });
});

describe('S40 R61 parent and child', () => {
  const child: Partial<Applicant> = { birth_date: '2018-06-01', parent_consent: true };
  test('S40 R61 a child alone is refused, with a parent it is signed up', () => {
    const terms = { parent_child: true, minimum_age: 6 };
    expect(outcome(ask({ ...child, with_parent: false }, terms))).toBe('projects.too_young');
    expect(outcome(ask({ birth_date: '2011-06-01', parent_consent: true }, terms))).toBe('projects.child_alone');
    expect(outcome(ask({ ...child, with_parent: true }, terms))).toBe('seat');
    expect(outcome(ask({ ...child, birth_date: '2021-06-01', with_parent: true }, terms))).toBe('projects.too_young');
  });
  test('S40 the parent needs nothing else', () => {
    expect(outcome(ask({}, { parent_child: true }))).toBe('seat');
  });
});

describe('skill, qualification, course, insurance', () => {
  test.each<[string, Partial<Applicant>, Partial<ShiftTerms>, string]>([
    ['skill held', { skills: ['手语'] }, { skills: ['手语'] }, 'seat'],
    ['skill missing', {}, { skills: ['手语'] }, 'projects.skill_missing'],
    [
      'qualification valid on the day',
      { qualifications: [{ code: '急救员', valid_until: '2026-11-28' }] },
      { qualifications: ['急救员'] },
      'seat',
    ],
    [
      'qualification ended the day before',
      { qualifications: [{ code: '急救员', valid_until: '2026-11-27' }] },
      { qualifications: ['急救员'] },
      'projects.qualification_expired',
    ],
    [
      'qualification without end',
      { qualifications: [{ code: '急救员', valid_until: null }] },
      { qualifications: ['急救员'] },
      'seat',
    ],
    [
      'an ended and a renewed one',
      {
        qualifications: [
          { code: '急救员', valid_until: '2025-01-01' },
          { code: '急救员', valid_until: '2028-01-01' },
        ],
      },
      { qualifications: ['急救员'] },
      'seat',
    ],
    ['qualification missing', {}, { qualifications: ['急救员'] }, 'projects.qualification_missing'],
    ['course missing', {}, { courses: ['河边安全课'] }, 'projects.course_missing'],
    ['insured to the day', { insured_until: '2026-11-28' }, { insurance: 'volunteer' }, 'seat'],
    [
      'insured to the day before',
      { insured_until: '2026-11-27' },
      { insurance: 'volunteer' },
      'projects.insurance_invalid',
    ],
    ['rights and duties not accepted', { terms_accepted: false }, {}, 'projects.terms_not_accepted'],
    ['the organisation insures', {}, { insurance: 'organisation' }, 'seat'],
  ])('%s', (_, person, terms, expected) => {
    expect(outcome(ask(person, terms))).toBe(expected);
  });
});

describe('overlap and fair limits', () => {
  const booking = (from: string, to: string, day = '2026-11-28'): Applicant['bookings'][number] => ({
    shift_id: 'other',
    name: '图书馆整理',
    starts_at: at(day, from),
    ends_at: at(day, to),
  });
  test.each<[string, Applicant['bookings'], string]>([
    ['touching before', [booking('07:00', '09:00')], 'seat'],
    ['touching after', [booking('12:00', '14:00')], 'seat'],
    ['one minute over', [booking('07:00', '09:01')], 'projects.overlap'],
    ['inside', [booking('10:00', '11:00')], 'projects.overlap'],
    ['around', [booking('08:00', '13:00')], 'projects.overlap'],
    ['9 h more make 12', [booking('12:00', '21:00')], 'seat'],
    ['9 h 1 min more', [booking('12:00', '21:01')], 'projects.day_too_long'],
  ])('%s', (_, bookings, expected) => {
    expect(outcome(ask({ bookings }))).toBe(expected);
  });

  test('the same shift twice is said as such', () => {
    expect(outcome(ask({ bookings: [{ ...booking('09:00', '12:00'), shift_id: 'this' }] }))).toBe(
      'projects.already_signed_up',
    );
  });

  test('twenty open sign-ups are the most', () => {
    const bookings = (count: number): Applicant['bookings'] =>
      Array.from({ length: count }, (_, index) =>
        booking('09:00', '10:00', `2026-12-${String(index + 1).padStart(2, '0')}`),
      );
    expect(outcome(ask({ bookings: bookings(19) }))).toBe('seat');
    expect(outcome(ask({ bookings: bookings(20) }))).toBe('projects.too_many_open');
  });

  test('clashing is symmetric, and a span clashes with itself', () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 300 }))
      .map(([start, length]) => ({ starts_at: new Date(start), ends_at: new Date(start + length) }));
    fc.assert(
      fc.property(span, span, (one, other) => {
        expect(clash(one, other)).toBe(clash(other, one));
        expect(clash(one, one)).toBe(true);
      }),
    );
  });
});

test('the ticks on the page are the requirements: all met for an adult', () => {
  const ticks = requirements({
    applicant: { ...adult, insured_until: '2027-01-01', courses: ['河边安全课'] },
    shift: { ...shift, insurance: 'volunteer', courses: ['河边安全课'] },
    limits,
  });
  expect(ticks.map((tick) => tick.zh)).toEqual([
    '年满 16 岁',
    '时间不能和别的服务冲突',
    '要学过河边安全课',
    '要有有效的意外险',
  ]);
  expect(ticks.every((tick) => tick.problem === null)).toBe(true);
});

describe('条例 art. 22: in time, late, or not at all', () => {
  const terms = { starts_at: shift.starts_at, withdraw_by: withdrawBy(shift.starts_at, 15, null) };
  test('the organiser moved the shift under a standing sign-up: in time until the start', () => {
    const moved = {
      starts_at: shift.starts_at,
      withdraw_by: withdrawBy(shift.starts_at, 15, at('2026-11-25', '10:00')),
    };
    expect(['08:59', '09:00'].map((clock) => withdrawal(at('2026-11-28', clock), moved))).toEqual([
      'in_time',
      'refused',
    ]);
  });
  test.each([
    ['2026-11-27', '18:00', 'in_time'],
    ['2026-11-27', '18:01', 'late'],
    ['2026-11-28', '08:59', 'late'],
    ['2026-11-28', '09:00', 'refused'],
  ])('withdrawing on %s at %s: %s', (day, clock, expected) => {
    expect(withdrawal(at(day, clock), terms)).toBe(expected);
  });
  test('a no-show is stated after the end and without a check-in', () => {
    expect(noShowRefusal(at('2026-11-28', '11:59'), shift, false)).toBe('projects.not_started');
    expect(noShowRefusal(at('2026-11-28', '12:00'), shift, false)).toBeNull();
    expect(noShowRefusal(at('2026-11-28', '12:00'), shift, true)).toBe('projects.checked_in');
  });
});
