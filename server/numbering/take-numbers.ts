import { lastOfSeries, type Series } from '../../domain/numbering/series.ts';
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';

/**
 * The next `count` numbers of a series, in the transaction that needs them: a write that is undone gives them back, so there is no
 * gap, and whoever comes next waits for its end, so there is no double. Taken as late as the write can: the row of the series is
 * locked from here to the commit. Whoever takes of several series takes them in their order.
 */
export async function takeNumbers(writer: Writer, { issuer, kind, year }: Series, count: number): Promise<number[]> {
  const { last_number: last } = await writer.one<{ last_number: number }>(sql`
    insert into number_series (issuer, kind, year, last_number) values (${issuer}, ${kind}, ${year}, ${count})
    on conflict (issuer, kind, year) do update set last_number = number_series.last_number + excluded.last_number
    returning last_number`);
  if (last > lastOfSeries) throw problem('numbering.series_full', { last: lastOfSeries });
  return Array.from({ length: count }, (_, place) => last - count + place + 1);
}
