/** Sets printed sheets. Whatever people wrote goes in as data, never as Typst source. Called in the press alone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { BusinessDate } from '../domain/time.ts';
import { later } from './later.ts';

export type PrintJob = {
  readonly name: string; // for a fault
  readonly template: string;
  /** JSON, in the template `sys.inputs.data`. */
  readonly data: string;
  /** As tagged PDF/A-2a of that day; left out, a plain PDF. */
  readonly archived_on?: BusinessDate;
};

const typstPackage = later<typeof import('@myriaddreamin/typst-ts-node-compiler')>('@myriaddreamin/typst-ts-node-compiler');

let compiler: NodeCompiler | null = null;

/** The one compiler. Fonts are read once (12 MB each weight), with the first sheet. */
export function typst(): NodeCompiler {
  if (compiler) return compiler;
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  const fontBlobs = ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'].map((file) => readFileSync(join(folder, file)));
  compiler = typstPackage().NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  return compiler;
}

export function typeset({ name, template, data, archived_on }: PrintJob): Buffer {
  const compiled = typst().compile({ mainFileContent: template, inputs: { data } });
  if (!compiled.result) throw new Error(`${name}: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? [])}`);
  return typst().pdf(compiled.result, archived_on === undefined ? {} : { pdfStandard: 'a-2a', creationTimestamp: Date.parse(`${archived_on}T00:00:00Z`) / 1000 });
}

/** Forgets what only earlier sheets needed; the template and the letters of all of them stay. To be called between two sheets. */
export const tidyUp = (): void => typst().evictCache(2);
