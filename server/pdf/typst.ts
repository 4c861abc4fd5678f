/** Sets printed sheets. Whatever people wrote goes in as data, never as Typst source. Called in the pdfRenderer alone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { BusinessDate } from '../../domain/time.ts';
import { problem } from '../../domain/problem.ts';
import { fontFiles } from './font-files.ts';
import { coverageOf, type Coverage } from './font-coverage.ts';
import { lazyRequire } from '../lazy-require.ts';
import { printable } from './printable.ts';

export type PrintJob = {
  readonly name: string; // for a fault
  readonly template: string;
  /** JSON, in the template `sys.inputs.data`. */
  readonly data: string;
  /** As tagged PDF/A-2a of that day; left out, a plain PDF. */
  readonly archived_on?: BusinessDate;
};

const typstPackage = lazyRequire<typeof import('@myriaddreamin/typst-ts-node-compiler')>(
  '@myriaddreamin/typst-ts-node-compiler',
);

let compiler: NodeCompiler | null = null;
let covers: Coverage = () => true;

/**
 * The one compiler. Fonts are read once (12 MB each weight), with the first sheet: those that the product brings, which hold
 * the basic block and extension A whole and of the further ones what the standard table names, and the operator's. What the machine happens to have does not count.
 */
export function typst(): NodeCompiler {
  if (compiler) return compiler;
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  const own = ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'].map((file) =>
    readFileSync(join(folder, file)),
  );
  const added = fontFiles(process.env['FONT_DIRECTORY']).map((file) => readFileSync(file));
  const [ofOwn, ofAdded] = [own.map(coverageOf), added.map(coverageOf)];
  covers = (codePoint) => ofOwn.every((font) => font(codePoint)) || ofAdded.some((font) => font(codePoint));
  compiler = typstPackage().NodeCompiler.create({ fontArgs: [{ fontBlobs: [...own, ...added] }] });
  return compiler;
}

/** Refuses a sheet with a letter that no font draws: a box in the place of a name is worse than no sheet. */
export function typeset({ name, template, data, archived_on }: PrintJob): Buffer {
  const setter = typst();
  const checked = printable(data, covers);
  if ('missing' in checked)
    throw problem('core.character_unprintable', {
      character: checked.missing,
      code: `U+${(checked.missing.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
    });
  const compiled = setter.compile({ mainFileContent: template, inputs: { data: checked.data } });
  if (!compiled.result)
    throw new Error(`${name}: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? [])}`);
  return typst().pdf(
    compiled.result,
    archived_on === undefined
      ? {}
      : { pdfStandard: 'a-2a', creationTimestamp: Date.parse(`${archived_on}T00:00:00Z`) / 1000 },
  );
}

/** Forgets what only earlier sheets needed; the template and the letters of all of them stay. To be called between two sheets. */
export const tidyUp = (): void => typst().evictCache(2);
