/** The order of a table: of rows that are all here, and the words of its headings. */
import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  readonly right?: boolean;
  /** The value of `sort` in the address where the server orders; `-` before it turns the order. */
  readonly sort?: string;
  /** What the column is ordered by where all rows are here; without it the text or figure that the cell shows. */
  readonly value?: (row: Row) => string | number | null;
  /** Can be switched on in the column settings. */
  readonly hidden?: boolean;
};

/** How to order by this column: as told, or by what its cells show where that is plain. */
export function valueOf<Row>(
  column: Column<Row>,
  rows: readonly Row[],
): ((row: Row) => string | number | null) | undefined {
  if (column.value !== undefined) return column.value;
  const plain = (shown: ReactNode): string | number | null =>
    typeof shown === 'string' || typeof shown === 'number' ? shown : null;
  return rows.some((row) => plain(column.cell(row)) !== null) ? (row) => plain(column.cell(row)) : undefined;
}

/** Empty cells come last in either order; names go by pinyin. */
export function inOrder<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: string | undefined,
): readonly Row[] {
  const column = columns.find((one) => one.sort === undefined && one.key === sort?.replace(/^-/, ''));
  const value = column === undefined ? undefined : valueOf(column, rows);
  if (value === undefined) return rows;
  const turned = sort?.startsWith('-') ? -1 : 1;
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    const empty = Number(a === null || a === '') - Number(b === null || b === '');
    if (empty !== 0 || a === null || b === null) return empty;
    return turned * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}

export function nextSort(now: string | undefined, sort: string): string | undefined {
  if (now === sort) return `-${sort}`;
  return now === `-${sort}` ? undefined : sort;
}

export function sortWord(
  now: string | undefined,
  sort: string | undefined,
): 'ascending' | 'descending' | 'none' | undefined {
  if (sort === undefined) return undefined;
  if (now === sort) return 'ascending';
  return now === `-${sort}` ? 'descending' : 'none';
}

export function sortMark(now: string | undefined, sort: string): string {
  if (now === sort) return '↑';
  return now === `-${sort}` ? '↓' : '↕';
}
