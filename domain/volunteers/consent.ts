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

export type Person = { readonly birth_date: BusinessDate; readonly is_pupil: boolean; readonly is_self_supporting: boolean };
export const consentGivers = ['guardian', 'teacher'] as const;
export type ConsentGiver = (typeof consentGivers)[number];

export function consentsNeeded(person: Person, matrix: AgeMatrix, day: BusinessDate): readonly ConsentGiver[] {
  if (person.is_pupil) return ['guardian', 'teacher'];
  const age = ageOn(person.birth_date, day);
  if (age >= matrix.guardian_under_age) return [];
  if (person.is_self_supporting && age >= matrix.self_supporting_age) return [];
  return ['guardian'];
}

export function consentsMissing(person: Person, matrix: AgeMatrix, day: BusinessDate, given: readonly ConsentGiver[]): readonly ConsentGiver[] {
  return consentsNeeded(person, matrix, day).filter((giver) => !given.includes(giver));
}

export function guardianBeforeStorage(birthDate: BusinessDate, day: BusinessDate): boolean {
  return ageOn(birthDate, day) < storageConsentUnderAge;
}

/** Refuses with the consent that is missing by name. */
export function demandConsents(person: Person, matrix: AgeMatrix, day: BusinessDate, given: readonly ConsentGiver[]): void {
  const missing = consentsMissing(person, matrix, day, given);
  if (missing.length === 2) throw problem('volunteers.consent_guardian_and_teacher_missing');
  if (missing[0] === 'guardian') throw problem('volunteers.consent_guardian_missing');
  if (missing[0] === 'teacher') throw problem('volunteers.consent_teacher_missing');
}

export function demandMinimumAge(birthDate: BusinessDate, matrix: AgeMatrix, day: BusinessDate): void {
  if (ageOn(birthDate, day) >= matrix.minimum_age) return;
  throw problem('volunteers.too_young', { age: matrix.minimum_age, date: birthdayAt(birthDate, matrix.minimum_age) }, 'birth_date');
}

/** The day an age is reached; born on 29 February, that is 1 March in a common year. */
export function birthdayAt(birthDate: BusinessDate, age: number): BusinessDate {
  const year = Number(birthDate.slice(0, 4)) + age;
  const sameDay = `${year}-${birthDate.slice(5)}`;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return sameDay.endsWith('-02-29') && !isLeap ? `${year}-03-01` : sameDay;
}
