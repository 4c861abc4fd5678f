/**
 * A heavy package, loaded by its first use: `const excel = lazyRequire<typeof import('exceljs')>('exceljs')`, then `excel()`.
 * Start and idle memory then pay only for what every request needs.
 */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

export function lazyRequire<Package>(name: string): () => Package {
  let loaded: { readonly contents: Package } | undefined;
  return () => (loaded ??= { contents: load(name) as Package }).contents;
}
