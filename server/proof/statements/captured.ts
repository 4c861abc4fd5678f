/** What the last run captured (server/testing/capture-statements.ts), and whether it was the whole run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { z } from 'zod';
import { projectFiles, root } from '../../../tools/files.ts';
import { importsOf } from '../../../tools/import-rules.ts';
import type { Captured } from '../../testing/capture-statements.ts';

/** `tools/test.ts` says where the run left its statements. */
export function directoryOfRun(): string {
  const directory = process.env['STATEMENTS_DIR'];
  if (directory === undefined || !existsSync(directory))
    throw new Error('no run has left its statements: `npm test` runs all tests and then this');
  return directory;
}

/** False where only chosen files ran: what they did not send is then no fault. */
export const isWholeRun = process.env['STATEMENTS_OF_PART'] === undefined;

const line = z.strictObject({
  text: z.string(),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  of: z.string().optional(),
});

/** Each statement of each place once, in the order of places. */
export function readCaptured(directory: string): Captured[] {
  const found = new Map<string, Captured>();
  for (const name of readdirSync(directory))
    for (const one of readFileSync(join(directory, name), 'utf8').split('\n')) {
      if (one === '' || found.has(one)) continue;
      found.set(one, line.parse(JSON.parse(one)));
    }
  return [...found.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.text, b.text),
  );
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Test files that open a database, in whichever way they come to it, and have left nothing. */
export function silentTestFiles(directory: string): string[] {
  const left = new Set(readdirSync(directory).map((name) => name.replaceAll('~', '/').replace(/\.jsonl$/, '')));
  return databaseTestFiles().filter((file) => !left.has(file));
}

function databaseTestFiles(): string[] {
  const imports = new Map<string, string[]>();
  const importsAt = (path: string): string[] => {
    const known = imports.get(path);
    if (known !== undefined) return known;
    const text = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
    const own = importsOf({ path, text }).map(({ to }) => posix.normalize(to));
    imports.set(path, own);
    return own;
  };
  const reaches = (start: string): boolean => {
    const seen = new Set<string>();
    for (const queue = [start]; queue.length > 0;) {
      const path = queue.pop() ?? '';
      if (path === 'server/testing/test-database.ts') return true;
      if (seen.has(path) || !/^(server|demo|tools)\/.*\.ts$/.test(path)) continue;
      seen.add(path);
      queue.push(...importsAt(path));
    }
    return false;
  };
  return projectFiles().filter((path) => /\.test\.tsx?$/.test(path) && reaches(path));
}
