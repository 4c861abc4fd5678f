/**
 * The volunteer number, separate from the ID number: four digits of the city that registered first,
 * a sequence of at least six digits, one check digit (ISO 7064 MOD 11,10, which finds any single wrong
 * digit). It tells neither age nor sex and never changes when the volunteer moves.
 */
import { runningDigits, type SeriesKind } from '../numbering/series.ts';
import { withoutSpaces } from '../files/characters.ts';

export function checkDigit(digits: string): string {
  const product = [...digits].reduce((carry, digit) => {
    const sum = (Number(digit) + carry) % 10;
    return ((sum === 0 ? 10 : sum) * 2) % 11;
  }, 10);
  return String((11 - product) % 10);
}

export const volunteerSeries = { name: 'volunteers.number', begins: 'once' } as const satisfies SeriesKind;

/** The city that a division lies in, which counts its volunteers: 440106 -> 4401 */
export function cityOf(divisionCode: string): string {
  return divisionCode.slice(0, 4).padEnd(4, '0');
}

export function volunteerNumber(divisionCode: string, sequence: number): string {
  const body = cityOf(divisionCode) + runningDigits(sequence);
  return body + checkDigit(body);
}

export function isVolunteerNumber(text: string): boolean {
  return /^\d{11,14}$/.test(text) && checkDigit(text.slice(0, -1)) === text.slice(-1);
}

/** As people type and read it: spaces do not count. */
export function normalizeVolunteerNumber(raw: string): string {
  return withoutSpaces(raw);
}

/** 44010562817 -> 4401 0562 817 */
export function spellVolunteerNumber(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ');
}
