/** How people write phone numbers, and what of it is only the way of writing. */
import { plain, withoutSpaces } from './files/characters.ts';

const separators = /[ \-‐–—()（）.]+/;

/**
 * 138 1234 5207, 138-1234-5207 and 138.1234.5207 are numbers that somebody wrote in groups; so is one with a space behind
 * each digit. A lone digit behind a point or a dash is something else and stays, so that a wrong number never becomes a right one.
 */
export function normalizePhone(raw: string): string {
  const text = plain(raw).replace(/^(\d{11})\.0+$/, '$1'); // a whole number as some programs write it
  const international = text.replace(/^[(（]?(?:00|\+)/, '+');
  const isAbroad = international.startsWith('+') && !/^\+\D{0,2}86/.test(international);
  if (isAbroad) return withoutSpaces(international).replace(/[-‐–—()（）.]/g, '');
  const groups = international
    .replace(/^\+?86(?=\D|1\d{10}$)|^\+86/, '')
    .split(separators)
    .filter((group) => group !== '');
  const isGrouped = groups.every((group) => group.length >= 3) || groups.every((group) => group.length === 1);
  return isGrouped ? groups.join('') : international;
}
