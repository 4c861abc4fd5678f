/**
 * Who must agree before a young person volunteers. Law sets the floor: under 14 nothing is stored before the
 * guardian agrees (PIPL art. 31); 14 to 17 the guardian agrees before service. The rule book of an
 * organisation may only be stricter. A pupil needs parent and teacher whatever the age (P56, R62).
 */
import type { AgeMatrix } from '../organizations/rule-books/age-matrix.ts';
import { problem } from '../problem.ts';
import { ageOn, type BusinessDate } from '../time.ts';

export const storageConsentUnderAge = 14; // PIPL art. 31: the law's, no rule book changes it

export const adultAge = 18; // Civil Code art. 17

export function isMinor(birthDate: BusinessDate | null, day: BusinessDate): boolean {
  return birthDate !== null && ageOn(birthDate, day) < adultAge;
}

export type Person = {
  readonly birth_date: BusinessDate;
  readonly is_pupil: boolean;
  readonly is_self_supporting: boolean;
};
const consentGivers = ['guardian', 'teacher'] as const;
export type ConsentGiver = (typeof consentGivers)[number];

export function consentsNeeded(person: Person, matrix: AgeMatrix, day: BusinessDate): readonly ConsentGiver[] {
  if (person.is_pupil) return ['guardian', 'teacher'];
  const age = ageOn(person.birth_date, day);
  if (age >= matrix.guardian_under_age) return [];
  if (person.is_self_supporting && age >= matrix.self_supporting_age) return [];
  return ['guardian'];
}

export function consentsMissing(
  person: Person,
  matrix: AgeMatrix,
  day: BusinessDate,
  given: readonly ConsentGiver[],
): readonly ConsentGiver[] {
  return consentsNeeded(person, matrix, day).filter((giver) => !given.includes(giver));
}

/** A yes of a parent or a teacher, as the ledger of consents keeps it; moments are text where they came as JSON. */
export type ConsentLine = {
  readonly kind: 'parent' | 'teacher';
  readonly given_by: string;
  readonly given_at: Date | string;
  readonly withdrawn_at: Date | string | null;
};

/** Whose yes held at a moment. Two people: who agreed as the parent is no teacher beside it. */
export function consentsAt(lines: readonly ConsentLine[], at: Date): ConsentGiver[] {
  const held = lines.filter(
    (line) => new Date(line.given_at) <= at && (line.withdrawn_at === null || new Date(line.withdrawn_at) > at),
  );
  const parents = new Set(held.filter((line) => line.kind === 'parent').map((line) => line.given_by));
  const hasTeacher = held.some((line) => line.kind === 'teacher' && !parents.has(line.given_by));
  return [...(parents.size > 0 ? (['guardian'] as const) : []), ...(hasTeacher ? (['teacher'] as const) : [])];
}

/** Why a child may take part no longer, as everybody concerned reads it. */
export const consentEndings = {
  parent: { zh: '家长（监护人）撤回了同意', en: 'the parent or guardian withdrew the consent' },
  teacher: { zh: '老师撤回了同意', en: 'the teacher withdrew the consent' },
  status: { zh: '身份改了，家长和老师的同意还不全', en: 'the status changed and a consent is missing' },
  merged: {
    zh: '合并登记后，家长和老师是同一个人，还缺一位同意',
    en: 'after a merge parent and teacher are one person, so a consent is missing',
  },
  erased: { zh: '同意的那位已删除账号', en: 'who agreed has deleted the account' },
} as const;
export type ConsentEnding = keyof typeof consentEndings;

/** The givers by their names, as a sentence lists them. */
export const giverNames = {
  guardian: { zh: '家长（监护人）', en: 'parent or guardian' },
  teacher: { zh: '老师', en: 'teacher' },
} as const satisfies Record<ConsentGiver, { zh: string; en: string }>;

export function guardianBeforeStorage(birthDate: BusinessDate, day: BusinessDate): boolean {
  return ageOn(birthDate, day) < storageConsentUnderAge;
}

/** Refuses with the consent that is missing by name. */
export function assertConsents(
  person: Person,
  matrix: AgeMatrix,
  day: BusinessDate,
  given: readonly ConsentGiver[],
): void {
  const missing = consentsMissing(person, matrix, day, given);
  if (missing.length === 2) throw problem('volunteers.consent_guardian_and_teacher_missing');
  if (missing[0] === 'guardian') throw problem('volunteers.consent_guardian_missing');
  if (missing[0] === 'teacher') throw problem('volunteers.consent_teacher_missing');
}

export function assertMinimumAge(birthDate: BusinessDate, matrix: AgeMatrix, day: BusinessDate): void {
  if (ageOn(birthDate, day) >= matrix.minimum_age) return;
  throw problem(
    'volunteers.too_young',
    { age: matrix.minimum_age, date: birthdayAt(birthDate, matrix.minimum_age) },
    'birth_date',
  );
}

/** The day an age is reached; born on 29 February, that is 1 March in a common year. */
export function birthdayAt(birthDate: BusinessDate, age: number): BusinessDate {
  const year = Number(birthDate.slice(0, 4)) + age;
  const sameDay = `${year}-${birthDate.slice(5)}`;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return sameDay.endsWith('-02-29') && !isLeap ? `${year}-03-01` : sameDay;
}
