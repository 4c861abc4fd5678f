/** GB 11643 citizen identity numbers: ISO 7064 MOD 11-2 over 17 digits. The check proves form only. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';

export function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(first17.charAt(place)), 0);
  return checkCharacters.charAt(sum % 11);
}

export const provinceCodes: ReadonlySet<string> = new Set([
  '11',
  '12',
  '13',
  '14',
  '15',
  '21',
  '22',
  '23',
  '31',
  '32',
  '33',
  '34',
  '35',
  '36',
  '37',
  '41',
  '42',
  '43',
  '44',
  '45',
  '46',
  '50',
  '51',
  '52',
  '53',
  '54',
  '61',
  '62',
  '63',
  '64',
  '65',
  '71',
]);

/** Residents' permits of Hong Kong, Macao and Taiwan use the same number with these region codes. */
export const permitCodes: ReadonlySet<string> = new Set(['81', '82', '83']);

/** A well-formed number for examples: region of six digits, birth date, sequence (odd for men). */
export function exampleNumber(region: string, birthDate: string, sequence: number): string {
  const first = region + birthDate.replaceAll('-', '') + String(sequence).padStart(3, '0');
  return first + checkCharacter(first);
}
