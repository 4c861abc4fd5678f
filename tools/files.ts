import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..');
const roots = ['domain', 'contract', 'server', 'web', 'demo', 'e2e', 'bench', 'tools', 'docs'];
const foreign = /(^|\/)(node_modules|dist|\.data)(\/|$)/;

/** The project's own files below its roots and beside package.json, as paths from the top, in order. */
export function projectFiles(): string[] {
  const below = roots.flatMap((directory) => entries(join(root, directory), true));
  return [...below, ...entries(root, false)]
    .map((path) => relative(root, path))
    .filter((path) => !foreign.test(path))
    .sort();
}

function entries(directory: string, recursive: boolean): string[] {
  try {
    return readdirSync(directory, { recursive, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** True in the file that was started, false where it is imported, for instance by its test. */
export function isMain(filename: string): boolean {
  return process.argv[1] === filename;
}
