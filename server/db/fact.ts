/** One way to list, count and sum what a noun offers: the same conditions for the page, its totals and its workbook. */
import {
  countedAtOnce,
  orderedBy,
  type ColumnKind,
  type FactColumns,
  type Figures,
  type Order,
} from '../../domain/facts.ts';
import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { decodeCursor, encodeCursor } from './page.ts';
import type { Reader } from './reader.ts';
import { sql, type Sql } from './sql.ts';

export type Fact<Columns extends FactColumns, F extends Figures> = {
  readonly columns: Columns;
  readonly figures: F;
  /** The tables of a row, joined. */
  readonly from: Sql;
  /** As many of them as conditions and figures need. */
  readonly counted: Sql;
  /** What each column is ordered by. */
  readonly of: { readonly [Name in keyof Columns]: Sql };
  /** What each figure adds up. */
  readonly adds: { readonly [Name in keyof F]: Sql };
  /** Makes every order a whole one. */
  readonly id: Sql;
  /** The order where none is asked for, by a column or by the id alone; an index has it. */
  readonly order: Order<Columns> | 'id' | '-id';
};

export type Asked<Columns extends FactColumns> = {
  readonly sort?: Order<Columns> | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly totals?: 'counted' | 'whole' | undefined;
};
/** Which rows are meant, and the statement that reads them: it stands with the noun, whose row it is. */
type Meant<Row> = {
  readonly where: readonly Sql[];
  /** `select …, ${page}`: what stands in a row, and then the page. */
  readonly read: (page: Sql) => Promise<(Row & ListEnd)[]>;
};
/** Where a row stands in the order, so that the next page begins after the last one. */
export type ListEnd = { readonly list_key: string | null; readonly list_id: Id };

const typeOf: Readonly<Record<ColumnKind, Sql>> = {
  text: sql`::text collate "zh-x-icu"`,
  name: sql`::text collate "C"`, // pinyin
  number: sql`::numeric`,
  minutes: sql`::numeric`,
  day: sql`::date`,
  instant: sql`::timestamptz`,
  flag: sql`::boolean`,
};

/** A page of rows; with the first what all of them come to, where that is asked for. */
export async function listOfFact<Row extends object, Columns extends FactColumns, F extends Figures>(
  reader: Reader,
  fact: Fact<Columns, F>,
  asked: Asked<Columns> & Meant<Row>,
): Promise<{ rows: Row[]; next_cursor: string | null; totals: Totals<F> | null }> {
  const page = await pageOfFact<Row, Columns>(fact, asked);
  const isCounted = asked.cursor === undefined && asked.totals !== undefined;
  return { ...page, totals: isCounted ? await totalsOfFact(reader, fact, asked) : null };
}

/** A page of rows and its cursor. Empty cells come last in either order. */
async function pageOfFact<Row extends object, Columns extends FactColumns>(
  fact: Fact<Columns, Figures>,
  asked: Asked<Columns> & Meant<Row>,
): Promise<{ rows: Row[]; next_cursor: string | null }> {
  const order = asked.sort ?? fact.order;
  const { key, after, by } = orderOf(fact, order, asked.cursor);
  const rows = await asked.read(sql`(${key})::text as list_key, ${fact.id} as list_id
    from ${fact.from} ${sql.where([...asked.where, ...after])} order by ${by} limit ${asked.limit + 1}`);
  const last = rows.length > asked.limit ? rows[asked.limit - 1] : undefined;
  const next_cursor = last === undefined ? null : encodeCursor([order, last.list_key, last.list_id]);
  // where it stands in the order is nobody else's business; set, not deleted, so that rows keep their shape
  for (const row of rows) Object.assign(row, { list_key: undefined, list_id: undefined });
  return { rows: rows.slice(0, asked.limit), next_cursor };
}

/** All rows, page by page: for a workbook. */
export async function* pagesOfFact<Row extends object, Columns extends FactColumns>(
  fact: Fact<Columns, Figures>,
  asked: Omit<Asked<Columns>, 'cursor' | 'totals'> & Meant<Row>,
): AsyncGenerator<readonly Row[]> {
  const read = (cursor: string | undefined): Promise<{ rows: Row[]; next_cursor: string | null }> =>
    pageOfFact<Row, Columns>(fact, { ...asked, cursor });
  for (let next = read(undefined); ;) {
    const { rows, next_cursor } = await next;
    if (next_cursor !== null) {
      next = read(next_cursor); // the database reads while these are written
      next.catch(() => undefined); // nobody waits for it when the download is given up
    }
    yield rows;
    if (next_cursor === null) return;
  }
}

type Ordered = { readonly key: Sql; readonly after: readonly Sql[]; readonly by: Sql };

function orderOf<Columns extends FactColumns>(
  fact: Fact<Columns, Figures>,
  order: Order<Columns> | 'id' | '-id',
  cursor: string | undefined,
): Ordered {
  const { column, turned } = orderedBy<FactColumns>(order);
  const [of, value, id] = decodeCursor(cursor) ?? [order, null];
  if (of !== order || (cursor !== undefined && id === undefined)) throw problem('core.invalid_input', {}, 'cursor');
  const way = sql.raw(turned ? 'desc' : 'asc');
  const than = sql.raw(turned ? '<' : '>');
  const further = sql`${fact.id} ${than} ${id}::uuid`;
  const isFirst = id === undefined;
  if (column === 'id') return { key: sql`null`, after: isFirst ? [] : [further], by: sql`${fact.id} ${way}` };
  const kind = fact.columns[column]?.kind;
  const key = fact.of[column];
  if (kind === undefined || key === undefined) throw new Error(`no column ${column}`);
  const bound = sql`${value}${typeOf[kind]}`;
  // the order that an index has is asked for as the index has it
  if (order === fact.order)
    return {
      key,
      after: isFirst ? [] : [sql`(${key}, ${fact.id}) ${than} (${bound}, ${id}::uuid)`],
      by: sql`${key} ${way}, ${fact.id} ${way}`,
    };
  const sorted = sql`(${key})${typeOf[kind]}`;
  const next =
    value === null
      ? sql`(${sorted} is null and ${further})`
      : sql`(${sorted} ${than} ${bound} or ${sorted} is null or (${sorted} = ${bound} and ${further}))`;
  return { key, after: isFirst ? [] : [next], by: sql`${sorted} ${way} nulls last, ${fact.id} ${way}` };
}

export type Totals<F extends Figures> = {
  readonly count: number;
  readonly goes_on: boolean;
  readonly figures: { readonly [Name in keyof F]: number } | null;
};

/** How many rows there are and what they add up to: exactly, as far as so many are counted at once; all of them where they are asked for. */
async function totalsOfFact<F extends Figures>(
  reader: Reader,
  fact: Fact<FactColumns, F>,
  asked: Pick<Asked<FactColumns>, 'totals'> & Pick<Meant<never>, 'where'>,
): Promise<Totals<F>> {
  const names = Object.keys(fact.figures) as (keyof F & string)[];
  const inputs = names.map((name) => sql`${fact.adds[name]} as ${sql.raw(name)}`);
  const sums = names.map((name) => sql`, ${addedUp(fact, name)} as ${sql.raw(name)}`);
  const { count, ...figures } = await reader.one<Record<keyof F & string, number> & { count: number }>(sql`
    select count(*)::int as count ${sql.join(sums, ' ')} from (
      select ${sql.join(inputs.length === 0 ? [sql`true as is_row`] : inputs, ', ')} from ${fact.counted} ${sql.where(asked.where)}
      ${asked.totals === 'whole' ? sql.empty : sql`limit ${countedAtOnce + 1}`}) each`);
  const goesOn = asked.totals !== 'whole' && count > countedAtOnce;
  return goesOn
    ? { count: countedAtOnce, goes_on: true, figures: null }
    : { count, goes_on: false, figures: figures as unknown as Totals<F>['figures'] };
}

/** All rows of a filter, however many. */
export async function countOfFact(
  reader: Reader,
  fact: Fact<FactColumns, Figures>,
  where: readonly Sql[],
): Promise<number> {
  const { count } = await reader.one<{ count: number }>(
    sql`select count(*)::int as count from ${fact.counted} ${sql.where(where)}`,
  );
  return count;
}

function addedUp<F extends Figures>(fact: Fact<FactColumns, F>, name: keyof F & string): Sql {
  return fact.figures[name]?.adds === 'distinct'
    ? sql`count(distinct ${sql.raw(name)})::int`
    : sql`coalesce(sum(${sql.raw(name)}), 0)::bigint`;
}
