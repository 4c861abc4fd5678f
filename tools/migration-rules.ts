/** Migrations are history: what one said when it was added stands in SHA256SUMS, and an edited one is seen before any start. */
import { createHash } from 'node:crypto';
import type { SourceFile } from './import-rules.ts';

export const migrations = 'server/db/migrations';
export const sums = `${migrations}/SHA256SUMS`;

const isMigration = ({ path }: SourceFile): boolean => path.startsWith(`${migrations}/`) && path.endsWith('.sql');
const nameOf = ({ path }: SourceFile): string => path.slice(migrations.length + 1);
const sumOf = ({ text }: SourceFile): string => createHash('sha256').update(text).digest('hex');

/** As `sha256sum` writes and checks it. */
function listed(list: string): { name: string; sum: string }[] {
  return list.split(/\r?\n/).flatMap((line) => {
    const found = /^([0-9a-f]{64}) [ *](.+)$/.exec(line);
    return found === null ? [] : [{ sum: found[1] ?? '', name: found[2] ?? '' }];
  });
}

/** What is wrong and no command repairs. */
export function editedMigrations(list: string, files: readonly SourceFile[]): string[] {
  const there = new Map(files.filter(isMigration).map((file) => [nameOf(file), sumOf(file)]));
  const known = listed(list);
  return [
    ...known.flatMap(({ name, sum }) => {
      const now = there.get(name);
      if (now === undefined) return [`${sums} names ${name}, which is gone: put the file back.`];
      if (now === sum) return [];
      return [
        `${migrations}/${name} was edited: installations have had it as it was. Put it back and write a new migration; while nobody else has had yours, take its line out of ${sums} and run npm run migrations.`,
      ];
    }),
    ...known
      .filter(({ name }, place) => known.findIndex((other) => other.name === name) !== place)
      .map(({ name }) => `${sums} names ${name} twice: the first line holds.`),
  ];
}

/** Files that the list has not had yet, as its next lines. */
export function newLines(list: string, files: readonly SourceFile[]): string[] {
  const known = new Set(listed(list).map(({ name }) => name));
  return files
    .filter((file) => isMigration(file) && !known.has(nameOf(file)))
    .map((file) => `${sumOf(file)}  ${nameOf(file)}`);
}

export const brokenMigrations = (list: string, files: readonly SourceFile[]): string[] => [
  ...editedMigrations(list, files),
  ...newLines(list, files).map(
    (line) => `${migrations}/${line.slice(66)} is not in ${sums} yet: run npm run migrations, which adds its line.`,
  ),
];
