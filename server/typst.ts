import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { later } from './later.ts';

const typstPackage = later<typeof import('@myriaddreamin/typst-ts-node-compiler')>('@myriaddreamin/typst-ts-node-compiler');

let compiler: NodeCompiler | null = null;

/** The one compiler of printed sheets. Fonts are read once (12 MB each weight), with the first sheet. */
export function typst(): NodeCompiler {
  if (compiler) return compiler;
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  const fontBlobs = ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'].map((file) => readFileSync(join(folder, file)));
  compiler = typstPackage().NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  return compiler;
}
