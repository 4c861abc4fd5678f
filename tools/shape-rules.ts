/** The rules of the house about the shape of files. Each broken one is a sentence. */
import { isTest, type SourceFile } from './import-rules.ts';

export const longLines = 250;
export const longFiles = 15;

const isCounted = ({ path }: SourceFile): boolean =>
  /\.tsx?$/.test(path) && !path.endsWith('.d.ts') && !isTest(path) && !path.startsWith('e2e/');
const linesOf = ({ text }: SourceFile): number => text.replace(/\n$/, '').split('\n').length;

/** A file reads in one sitting; a few long ones, such as tables of words, are borne, and it does not matter which. */
export function tooManyLong(files: readonly SourceFile[]): string[] {
  const long = files
    .filter(isCounted)
    .map((file) => ({ path: file.path, lines: linesOf(file) }))
    .filter(({ lines }) => lines > longLines)
    .sort((one, other) => other.lines - one.lines);
  if (long.length <= longFiles) return [];
  const list = long.map(({ path, lines }) => `${path} (${lines})`).join(', ');
  return [`${long.length} files have more than ${longLines} lines, ${longFiles} may: split one of ${list}.`];
}

/** Routes name endpoint and function; a statement stands in a file of its noun, where it is named and tested. */
export function queriesInRoutes(files: readonly SourceFile[]): string[] {
  return files
    .filter(
      ({ path, text }) =>
        /^server\/.*routes\.ts$/.test(path) && /\bsql\b/.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
    )
    .map(({ path }) => `${path} holds a statement, but routes only name endpoint and function: move it beside them.`);
}
