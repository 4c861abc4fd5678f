/** A list of facts as its address asks for it: order, size of a page and whole totals, beside the filters of its page. */
import { ordersOf, pageSizes, type FactColumns, type Figures } from '../../domain/facts.ts';
import { useFilters } from '../ui/query-string.ts';
import type { Answer, Ask, ReadPath } from './client.ts';
import { usePages, type Pages } from './query.ts';

type Totals = {
  readonly count: number;
  readonly goes_on: boolean;
  readonly figures: Readonly<Record<string, number>> | null;
};
/** Paths that answer what `listOf` says. */
export type ListPath = {
  [P in ReadPath]: Answer<'get', P> extends { totals: unknown; rows: unknown[] } ? P : never;
}[ReadPath];
type QueryOf<P extends ListPath> =
  Ask<'get', P> extends { query?: infer Q } ? Omit<NonNullable<Q>, 'sort' | 'limit' | 'totals'> : object;
type RowOf<P extends ListPath> = Answer<'get', P> extends { rows: (infer Row)[] } ? Row : never;

export type Listed<Row, First> = Pages<Row, First> & {
  readonly totals: Totals | null;
  readonly figures: Figures;
  /** What was asked, with the order: for the workbook of the same rows. */
  readonly asked: Readonly<Record<string, string>>;
};

export function useList<P extends ListPath>(
  path: P,
  fact: { readonly columns: FactColumns; readonly figures: Figures },
  { query, ...rest }: Pick<Ask<'get', P>, Extract<keyof Ask<'get', P>, 'header'>> & { query: QueryOf<P> },
): Listed<RowOf<P>, Answer<'get', P>> {
  const { filters } = useFilters();
  const sort = ordersOf(fact.columns).find((order) => order === filters['sort']);
  const limit = pageSizes.find((size) => String(size) === filters['size']) ?? 50;
  const order = sort === undefined ? {} : { sort };
  const totals = filters['totals'] === 'whole' ? 'whole' : 'counted';
  const ask = { ...rest, query: { ...query, ...order, totals, limit } } as unknown as Ask<'get', P>; // what `listing` of the contract takes
  const pages = usePages(path, ask as never) as Pages<RowOf<P>, Answer<'get', P>>;
  const first = pages.first as { readonly totals: Totals | null } | undefined;
  const asked = Object.entries({ ...query, ...order }).filter(([, value]) => value !== undefined);
  return {
    ...pages,
    totals: first?.totals ?? null,
    figures: fact.figures,
    asked: Object.fromEntries(asked.map(([name, value]) => [name, String(value)])),
  };
}
