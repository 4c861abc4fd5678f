import type { Rows } from './row.ts';

/** The rows of every noun: what the files of `rows/` export under a name that ends in Rows. */
const files = import.meta.glob<Readonly<Record<string, unknown>>>('./rows/*.ts', { eager: true });

export const matrix: Rows = Object.assign(
  {},
  ...Object.values(files).flatMap((file) =>
    Object.entries(file).flatMap(([name, rows]) => (name.endsWith('Rows') ? [rows as Rows] : [])),
  ),
) as Rows;
