import { describe, expect, test } from 'vitest';
import { defaultAgeMatrix, type AgeMatrix } from '../organizations/rule-books/age-matrix.ts';
import { refusalOf } from '../test-refusal.ts';
import { addDays, ageOn, at, bornBy } from '../time.ts';
import {
  adultAge,
  birthdayAt,
  consentsAt,
  consentsMissing,
  consentsNeeded,
  assertConsents,
  assertMinimumAge,
  guardianBeforeStorage,
  isMinor,
  type ConsentGiver,
  type ConsentLine,
} from './consent.ts';
import { unregisteredMembers } from './league.ts';

const day = '2026-11-22';
const person = (birth_date: string, is_pupil = false, is_self_supporting = false) => ({
  birth_date,
  is_pupil,
  is_self_supporting,
});

test.each([
  ['2026-11-22', '2008-11-22'],
  ['2026-02-28', '2008-02-28'],
  ['2026-03-01', '2008-03-01'],
  ['2024-02-29', '2006-02-28'], // 18 years before there was no 29 February
  ['2026-01-01', '2008-01-01'],
])('on %s who was born by %s is 18, and who was born a day later is a minor', (today, last) => {
  expect(bornBy(adultAge, today)).toBe(last);
  expect([ageOn(last, today), isMinor(last, today), isMinor(addDays(last, 1), today)]).toEqual([18, false, true]);
});

test('a person without a birth date is not taken for a minor', () => {
  expect(isMinor(null, '2026-11-22')).toBe(false);
});

describe('guardian by age', () => {
  test.each([
    ['2008-11-22', false, []], // 18 today
    ['2008-11-23', false, ['guardian']], // 17
    ['2010-11-22', true, []], // 16 today, living on own work
    ['2010-11-23', true, ['guardian']], // 15, own work does not help yet
    ['2012-11-22', false, ['guardian']], // 14
    ['1990-01-01', false, []],
  ] as const)('born %s, own work %s -> %j', (birth, own, needed) => {
    expect(consentsNeeded(person(birth, false, own), defaultAgeMatrix, day)).toEqual(needed);
  });

  test.each([
    ['2012-11-22', false], // 14 today
    ['2012-11-23', true], // 13
    ['2022-11-22', true],
  ])('born %s: nothing stored before the guardian %s', (birth, expected) =>
    expect(guardianBeforeStorage(birth, day)).toBe(expected),
  );
});

describe('P56 R62 pupils need parent and teacher both', () => {
  const given: readonly (readonly [readonly ConsentGiver[], string | null])[] = [
    [['guardian', 'teacher'], null],
    [['guardian'], 'volunteers.consent_teacher_missing'],
    [['teacher'], 'volunteers.consent_guardian_missing'],
    [[], 'volunteers.consent_guardian_and_teacher_missing'],
  ];
  for (const birth of ['2018-01-01', '2012-06-01', '2008-11-22', '2007-01-01']) {
    test.each(given)(`P56 R62 pupil born ${birth} with %j -> %s`, (consents, code) => {
      expect(refusalOf(() => assertConsents(person(birth, true), defaultAgeMatrix, day, consents))).toBe(code);
    });
  }
  test('R62 own work does not free a pupil', () => {
    expect(consentsMissing(person('2008-01-01', true, true), defaultAgeMatrix, day, ['teacher'])).toEqual(['guardian']);
  });
});

describe('minimum age by rule book', () => {
  const jinhua: AgeMatrix = { ...defaultAgeMatrix, minimum_age: 3 };
  test.each([
    [defaultAgeMatrix, '2012-11-22', null],
    [defaultAgeMatrix, '2012-11-23', 'volunteers.too_young'],
    [jinhua, '2023-11-22', null],
    [jinhua, '2023-11-23', 'volunteers.too_young'],
  ] as const)('%j born %s -> %s', (matrix, birth, code) =>
    expect(refusalOf(() => assertMinimumAge(birth, matrix, day))).toBe(code),
  );

  test('the day an age is reached', () => {
    expect(birthdayAt('2012-11-23', 14)).toBe('2026-11-23');
    expect(birthdayAt('2008-02-29', 14)).toBe('2022-03-01');
    expect(birthdayAt('2008-02-29', 16)).toBe('2024-02-29');
  });
});

test('P52 R64 a league member who is no registered volunteer is listed, once', () => {
  const members = [
    { name: '周一', document_number: '11010519491231002x' },
    { name: '周一', document_number: '11010519491231002X' },
    { name: '吴二', document_number: '440106199001014028' },
  ];
  expect(unregisteredMembers(members, (member) => member.name === '吴二').map((member) => member.name)).toEqual([
    '周一',
  ]);
});

const moment = (clock: string): Date => at('2026-11-22', clock);
const line = (
  kind: 'parent' | 'teacher',
  given_by: string,
  from: string,
  until: string | null = null,
): ConsentLine => ({
  kind,
  given_by,
  given_at: moment(from),
  withdrawn_at: until === null ? null : moment(until).toISOString(),
});
test.each<[string, ConsentLine[], string[]]>([
  ['nobody', [], []],
  ['both', [line('parent', 'm', '08:00'), line('teacher', 't', '08:00')], ['guardian', 'teacher']],
  ['withdrawn a minute later', [line('parent', 'm', '08:00', '09:01')], ['guardian']],
  ['withdrawn at that moment', [line('parent', 'm', '08:00', '09:00')], []],
  ['given later', [line('parent', 'm', '09:01')], []],
  [
    'one parent withdrew, the other did not',
    [line('parent', 'm', '08:00', '08:30'), line('parent', 'f', '08:00')],
    ['guardian'],
  ],
  [
    'one person in both roles is the parent',
    [line('parent', 'm', '08:00'), line('teacher', 'm', '08:00')],
    ['guardian'],
  ],
])('P56 whose yes held at 09:00: %s', (_, lines, given) => {
  expect(consentsAt(lines, moment('09:00'))).toEqual(given);
});
