/**
 * Administrative divisions by their statistical code: 2 digits a province, 4 a city, 6 a county, 9 a town, 12 a village.
 * The code gives level and parent, with the uneven places named here.
 */
import type { BusinessDate } from '../time.ts';

export type DivisionLevel = 'nation' | 'province' | 'city' | 'county' | 'town' | 'village';

export type Division = {
  readonly code: string;
  readonly name: string;
  readonly level: DivisionLevel;
  readonly parent_code: string | null;
  readonly valid_from: BusinessDate;
  /** The last day of validity; null while in force. */
  readonly valid_until: BusinessDate | null;
  readonly successor_code: string | null;
  /** A development zone that statistics count like a county; it is none. */
  readonly is_zone: boolean;
};

/** The nation has no code in the standard; the tree needs one root. */
export const nationCode = '0';

const levels: Readonly<Record<number, DivisionLevel>> = {
  1: 'nation',
  2: 'province',
  4: 'city',
  6: 'county',
  9: 'town',
  12: 'village',
};

export function divisionLevel(code: string): DivisionLevel | null {
  return /^\d+$/.test(code) ? (levels[code.length] ?? null) : null;
}

/** Cities with no county level. Statistics fill the gap with a placeholder row, which is not a county. */
const placeholders: Readonly<Record<string, string>> = {
  '441900': '4419',
  '442000': '4420',
  '460400': '4604',
  '620201': '6202',
};

export function isPlaceholder(code: string): boolean {
  return code in placeholders || isGroup(code);
}

export function hasCountyLevel(cityCode: string): boolean {
  return !Object.values(placeholders).includes(cityCode);
}

/** "市辖区" and "县" of the four municipalities, and "省直辖县级行政区划": headings in the table, not places. */
function isGroup(code: string): boolean {
  return /^(11|12|31|50)0[12]$/.test(code) || /^\d\d90$/.test(code);
}

/** Statistics give development zones the county numbers 71 to 79. */
export function isZone(code: string): boolean {
  return /^\d{4}7[1-9]/.test(code);
}

export function parentDivisionCode(code: string): string | null {
  const level = divisionLevel(code);
  if (level === null || level === 'nation') return null;
  if (level === 'province') return nationCode;
  if (level === 'city') return code.slice(0, 2);
  if (level === 'village') return code.slice(0, 9);
  const above = level === 'county' ? code.slice(0, 4) : code.slice(0, 6);
  if (isGroup(above)) return code.slice(0, 2); // 济源, run by its province, stands directly below Henan
  return placeholders[above] ?? above;
}

/** In the standard six digits, as ID cards and older lists write them: 33 -> 330000. */
export function sixDigits(code: string): string {
  return code.slice(0, 6).padEnd(6, '0');
}

export function inForce(division: Pick<Division, 'valid_from' | 'valid_until'>, day: BusinessDate): boolean {
  return division.valid_from <= day && (division.valid_until === null || day <= division.valid_until);
}
