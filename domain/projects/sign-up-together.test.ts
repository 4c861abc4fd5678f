import { describe, expect, test } from 'vitest';
import { at } from '../time.ts';
import { defaultAgeMatrix } from '../organizations/rule-books/age-matrix.ts';
import { decideTogether, joiningProblem, needsParent } from './sign-up-together.ts';
import type { Applicant, ShiftTerms, SignUpLimits } from './requirements.ts';

// docs/rules/projects.md, "Parent and child together": the shift of Saturday 28 November 2026, 09:00 to 12:00, 20 places
const shift: ShiftTerms = {
  shift_id: 'this',
  starts_at: at('2026-11-28', '09:00'),
  ends_at: at('2026-11-28', '12:00'),
  closes_at: at('2026-11-28', '09:00'),
  capacity: 20,
  waitlist_capacity: 50,
  category: 'ecology',
  minimum_age: 6,
  maximum_age: null,
  parent_child: true,
  skills: [],
  qualifications: [],
  courses: [],
  insurance: 'none',
};
const parent: Applicant = {
  birth_date: '1988-05-04',
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
const child: Applicant = { ...parent, birth_date: '2018-01-01', parent_consent: true, with_parent: true };
const limits: SignUpLimits = { ages: defaultAgeMatrix, open_sign_ups: 20, minutes_per_day: 720 };
const now = at('2026-11-22', '10:00');
const asked = (applicant: Applicant) => ({ applicant, shift, limits });
const decide = (party: Applicant[], taken: number, waiting: number, when = now): string => {
  const result = decideTogether(party.map(asked), { taken, waiting, now: when });
  return result.result === 'problem'
    ? result.problem.code
    : result.result === 'waitlist'
      ? `waitlist ${result.place}`
      : 'seat';
};

describe('S40 R61 all get a seat or all wait', () => {
  test.each<[string, Applicant[], number, number, string]>([
    ['two places for two', [parent, child], 18, 0, 'seat'],
    ['one place for two: both wait', [parent, child], 19, 0, 'waitlist 1'],
    ['two places, somebody waits: they go behind', [parent, child], 18, 1, 'waitlist 2'],
    ['three with three places', [parent, child, child], 17, 0, 'seat'],
    ['three with two places', [parent, child, child], 18, 0, 'waitlist 1'],
    ['the waitlist has two places left for two', [parent, child], 20, 48, 'waitlist 49'],
    ['the waitlist has one place left for two', [parent, child], 20, 49, 'projects.waitlist_full'],
    [
      'one more than the shift has places',
      Array.from({ length: 21 }, (_, index) => (index === 0 ? parent : child)),
      0,
      0,
      'projects.party_too_large',
    ],
    [
      'a child without the parent’s consent keeps both from signing up',
      [parent, { ...child, parent_consent: false }],
      0,
      0,
      'projects.guardian_consent_missing',
    ],
    ['a child of five', [parent, { ...child, birth_date: '2021-01-01' }], 0, 0, 'projects.too_young'],
    ['a child without its parent', [{ ...child, with_parent: false }], 0, 0, 'projects.too_young'],
  ])('S40 R61 %s', (_, party, taken, waiting, expected) => {
    expect(decide(party, taken, waiting)).toBe(expected);
  });

  test('R61 the shift has begun', () => {
    expect(decide([parent, child], 0, 0, at('2026-11-28', '09:00'))).toBe('projects.sign_up_closed');
  });

  test.each<[boolean, 'seat' | 'waitlist' | null, string | null]>([
    [true, 'seat', null],
    [true, 'waitlist', 'projects.parent_waits'],
    [false, 'waitlist', null],
    [true, null, null],
  ])('R61 a child that needs its parent (%s) joins later, the parent has: %s -> %s', (needs, place, expected) => {
    expect(joiningProblem(needs, place)?.code ?? null).toBe(expected);
  });

  test('R61 a child of eight needs its parent, one of sixteen does not unless the activity is for parents and children', () => {
    const teen = { ...child, birth_date: '2010-01-01' };
    expect([
      needsParent(asked(child)),
      needsParent(asked(teen)),
      needsParent({ ...asked(teen), shift: { ...shift, parent_child: false } }),
      needsParent({ ...asked(child), shift: { ...shift, parent_child: false } }),
    ]).toEqual([true, true, false, true]);
  });
});
