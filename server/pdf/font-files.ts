/** The operator's fonts for characters that the product's own do not hold. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../operator-error.ts';

/** A directory that is named and missing, or holds no font, stops the start: nobody would notice before a name is refused. */
export function fontFiles(directory: string | undefined): readonly string[] {
  if (directory === undefined || directory === '') return [];
  const files = namesIn(directory)
    .filter((name) => /\.(ttf|otf|ttc|otc)$/i.test(name))
    .sort();
  if (files.length > 0) return files.map((name) => join(directory, name));
  throw new OperatorError(
    `FONT_DIRECTORY 指的目录 ${directory} 里没有字体（.ttf、.otf、.ttc）。请放好字体，或去掉这个变量。`,
    `FONT_DIRECTORY names ${directory}, which holds no font (.ttf, .otf, .ttc). Put fonts there, or leave the variable out.`,
  );
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
