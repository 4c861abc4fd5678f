/**
 * `npm run clauses [-- --json]`: by module, which requirement ids are named by tests, and beside it what somebody who did
 * not build it saw when its acceptance was performed on the screens. A name in a title is only a claim.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptanceFaults, byState, readAcceptance, seen, type Acceptance } from './acceptance.ts';
import { idsInTitles, type TitleId, type Titles } from './clause-titles.ts';
import { isMain, projectFiles, root } from './files.ts';

export type Requirement = { readonly id: string; readonly module: string };
export type Progress = Record<string, { ids: string[]; done: number; total: number; open: string[] }>;

const table = (text: string): string[][] =>
  text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split('\t'));

/** A rule or a figure belongs where the first clause it cites belongs; one that cites none is listed under "other". */
export function readRequirements(clauses: string, rules: string, figures: string): Requirement[] {
  const known = table(clauses).map((row) => ({ id: row[0] ?? '', module: (row[2] ?? '').replace(/\s*\(.*/, '') }));
  const modules = new Map(known.map((clause) => [clause.id, clause.module]));
  const citing = (id: string, cited: string): Requirement => {
    const ids = cited.match(/[QGLJTHSP]\d{2,3}/g) ?? [];
    return { id, module: ids.map((clause) => modules.get(clause)).find((module) => module !== undefined) ?? 'other' };
  };
  const lastBracket = (text: string): string => /\(([^()]*)\)[^()]*$/.exec(text)?.[1] ?? '';
  return [
    ...known,
    ...table(rules).map((row) => citing(row[0] ?? '', lastBracket(row[1] ?? ''))),
    ...table(figures).map((row) => citing((row[0] ?? '').slice(0, 4), lastBracket(row[0] ?? ''))),
  ];
}

export function progress(requirements: readonly Requirement[], named: ReadonlySet<string>): Progress {
  const modules: Progress = {};
  for (const { id, module } of requirements) {
    const entry = (modules[module] ??= { ids: [], done: 0, total: 0, open: [] });
    entry.ids.push(id);
    entry.total += 1;
    if (named.has(id)) entry.done += 1;
    else entry.open.push(id);
  }
  return modules;
}

export function faults(requirements: readonly Requirement[], titles: Titles): string[] {
  const known = new Set(requirements.map((requirement) => requirement.id));
  const at = (place: TitleId): string => `${place.file}:${place.line}`;
  return [
    ...titles.ids
      .filter(({ id }) => !known.has(id))
      .map((place) => `${at(place)}: ${place.id} is not in docs/requirements.`),
    ...titles.ranges.map((place) => `${at(place)}: “${place.title}” names a range; write each id that the test shows.`),
  ];
}

function readTitles(): Titles {
  const files = projectFiles().filter((file) => /\.test\.tsx?$|^e2e\/.*\.spec\.ts$/.test(file));
  // The tests of this very tool are made of example titles.
  const read = files
    .filter((file) => file !== 'tools/clauses.test.ts')
    .map((file) => idsInTitles(readFileSync(join(root, file), 'utf8'), file));
  return { ids: read.flatMap((titles) => titles.ids), ranges: read.flatMap((titles) => titles.ranges) };
}

function main(): void {
  const requirement = (name: string): string => readFileSync(join(root, 'docs/requirements', name), 'utf8');
  const requirements = readRequirements(
    requirement('clauses.tsv'),
    requirement('rules.tsv'),
    requirement('figures.tsv'),
  );
  const titles = readTitles();
  const modules = progress(requirements, new Set(titles.ids.map(({ id }) => id)));
  const acceptance = readAcceptance(requirement('acceptance.tsv'));
  const broken = [
    ...faults(requirements, titles),
    ...acceptanceFaults(acceptance, new Set(requirements.map(({ id }) => id))),
  ];
  if (process.argv.includes('--json')) console.log(JSON.stringify({ modules, acceptance }));
  else print(modules, acceptance);
  for (const sentence of broken) console.error(sentence);
  process.exitCode = broken.length > 0 ? 1 : 0;
}

function print(modules: Progress, acceptance: readonly Acceptance[]): void {
  const line = (name: string, done: number, total: number, ids: readonly string[], rest: string): void => {
    const { works, partly, no } = byState(acceptance, ids);
    const figure = (count: number, width: number): string => String(count).padStart(width);
    const counts = `tests name ${figure(done, 3)} / ${figure(total, 3)}   seen: ${figure(works.length, 3)} works ${figure(partly.length, 3)} partly ${figure(no.length, 3)} no`;
    console.log(`${name.padEnd(14)} ${counts}${rest}`);
  };
  for (const [module, { ids, done, total, open }] of Object.entries(modules)) {
    line(module, done, total, ids, `   open: ${open.join(' ') || '–'}${seen(acceptance, ids)}`);
  }
  const entries = Object.values(modules);
  const sum = (key: 'done' | 'total'): number => entries.reduce((so_far, entry) => so_far + entry[key], 0);
  line(
    'all',
    sum('done'),
    sum('total'),
    entries.flatMap(({ ids }) => ids),
    '',
  );
}

if (isMain(import.meta.filename)) main();
