/** The divisions that come with the product (data/README.md). Offices change them in the product afterwards. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  divisionLevel,
  isZone,
  nationCode,
  parentDivisionCode,
  type Division,
} from '../../../domain/organizations/division.ts';

/** The edition does not say since when a division exists: taken as older than every record. */
const sinceEver = '1949-10-01';

const file = (name: string): Buffer => readFileSync(new URL(`data/${name}`, import.meta.url));
const rows = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

export function readDivisions(): Division[] {
  const dated = rows(file('history.tsv').toString())
    .slice(1)
    .map(([code = '', name = '', from = '', until = '', successor = '']) => ({
      ...division(code, name),
      valid_from: from,
      valid_until: until || null,
      successor_code: successor || null,
    }));
  const known = new Set(dated.map(({ code }) => code));
  const current = [...rows(file('divisions.tsv').toString()), ...rows(gunzipSync(file('towns.tsv.gz')).toString())]
    .filter(([code = '']) => !known.has(code))
    .map(([code = '', name = '']) => division(code, name));
  return [division(nationCode, '中华人民共和国'), ...current, ...dated];
}

function division(code: string, name: string): Division {
  const level = divisionLevel(code);
  if (level === null) throw new Error(`“${code}” (${name}) is no division code`);
  return {
    code,
    name,
    level,
    parent_code: parentDivisionCode(code),
    valid_from: sinceEver,
    valid_until: null,
    successor_code: null,
    is_zone: isZone(code),
  };
}
