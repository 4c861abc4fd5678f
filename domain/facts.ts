/**
 * What a noun offers to be listed, counted and summed. A fact is one row of it: its columns have words and a kind, and the same
 * columns are those of the table on the screen, of the workbook, of the order and of the filters.
 */
export type ColumnKind = 'text' | 'name' | 'number' | 'minutes' | 'day' | 'instant' | 'flag';
export type FactColumn = { readonly zh: string; readonly en: string; readonly kind: ColumnKind };
export type FactColumns = Readonly<Record<string, FactColumn>>;

/** What is said of all rows of a filter at once: added up, or how many different ones there are. */
export type Figure = {
  readonly zh: string;
  readonly en: string;
  readonly kind: 'number' | 'minutes';
  readonly adds: 'sum' | 'distinct';
};
export type Figures = Readonly<Record<string, Figure>>;

/** A column upwards, or with `-` before it downwards. */
export type Order<Columns extends FactColumns> = (keyof Columns & string) | `-${keyof Columns & string}`;

export function ordersOf<Columns extends FactColumns>(columns: Columns): [Order<Columns>, ...Order<Columns>[]] {
  const [first, ...rest] = Object.keys(columns).flatMap((name) => [name, `-${name}`]) as Order<Columns>[];
  if (first === undefined) throw new Error('a fact has at least one column');
  return [first, ...rest];
}

export function orderedBy<Columns extends FactColumns>(
  order: Order<Columns>,
): { readonly column: keyof Columns & string; readonly turned: boolean } {
  const turned = order.startsWith('-');
  return { column: turned ? order.slice(1) : order, turned };
}

/** So many rows are counted and summed with the first page; beyond, on request. */
export const countedAtOnce = 10_000;
export const pageSizes = [20, 50, 100, 200] as const;
