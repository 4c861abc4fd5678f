/** Which records are meant, for the page and for the workbook alike. */
import type { Id } from '../../../domain/id.ts';
import { booksOf, type BooksOfDay } from '../../../domain/ledger/as-of.ts';
import { problem } from '../../../domain/problem.ts';
import type { AttendanceState } from '../../../domain/records/attendance.ts';
import type { Balance } from '../../../domain/records/presence.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { atOrBelowAny, ordinalOf } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { referencesAsItStood } from '../../ledger/queries.ts';
import { pathsEver, recordedBelow, recordedWithin, stoodWithin } from '../../organizations/tree/recorded-paths.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';

export type RecordFilter = {
  organization_id?: Id | undefined;
  activity_id?: Id | undefined;
  volunteer_id?: Id | undefined;
  state?: AttendanceState | undefined;
  balance?: Balance | undefined;
  from?: BusinessDate | undefined;
  until?: BusinessDate | undefined;
  itself?: 'yes' | undefined;
  /** As it stood: by the tree of each day and the books of this one. */
  as_it_stood?: BusinessDate | undefined;
  /** While it stood below this organisation: directly below, or with `itself` anywhere below. */
  under?: Id | undefined;
};
type Base = { readonly id: Id; readonly path: string; readonly name_zh: string };
export type Meant = {
  readonly conditions: Sql[];
  readonly base: Base | undefined;
  readonly books: BooksOfDay | null;
};

export async function recordConditions(reader: Reader, actor: Actor, query: RecordFilter, now: Date): Promise<Meant> {
  const base = query.organization_id === undefined ? undefined : await named(reader, query.organization_id);
  const scope = actor.scope('records.read');
  const column = sql`r.organization_path`;
  const readable = await recordedWithin(reader, column, scope);
  const conditions: Sql[] = [];
  const books = query.as_it_stood === undefined ? null : booksOf(query.as_it_stood, now);
  if (books === null) conditions.push(readable);
  else conditions.push(sql`(${readable} or ${stoodWithin(column, scope)})`);
  if (base !== undefined && books !== null) conditions.push(...(await asItStood(reader, base, query, books)));
  else if (base !== undefined)
    conditions.push(
      query.itself === 'yes'
        ? sql`r.organization_id = ${query.organization_id}`
        : await recordedBelow(reader, column, base.path),
    );
  if (query.volunteer_id !== undefined)
    conditions.push(sql`r.volunteer_id = any(${await registrationsOf(reader, query.volunteer_id)}::uuid[])`);
  if (query.activity_id !== undefined) conditions.push(sql`r.activity_id = ${query.activity_id}`);
  // What counted then may have been struck or corrected since.
  if (query.state !== undefined && books === null) conditions.push(sql`r.state = ${query.state}`);
  if (query.balance !== undefined) conditions.push(sql`r.balance = ${query.balance}`);
  if (query.from !== undefined) conditions.push(sql`r.service_day >= ${query.from}`);
  if (query.until !== undefined) conditions.push(sql`r.service_day <= ${query.until}`);
  return { conditions, base, books };
}

async function named(reader: Reader, organizationId: Id): Promise<Base> {
  const found = await reader.maybe<Base>(sql`select id, path, name_zh from organizations where id = ${organizationId}`);
  if (found === undefined) throw problem('core.not_found');
  return found;
}

/** The records that gave minutes by those books, of the organisations that stood there on their days: those that the sum adds up. */
async function asItStood(reader: Reader, base: Base, query: RecordFilter, { as_of }: BooksOfDay): Promise<Sql[]> {
  const top = query.under === undefined ? null : await named(reader, query.under);
  const tops = await pathsEver(reader, top ?? base);
  const isItself = query.itself === 'yes';
  const paths = top === null || isItself ? tops : tops.map((path) => `${path}${ordinalOf(base.path)}/`);
  const period = { from: query.from ?? '', until: query.until ?? '' };
  return [
    atOrBelowAny(sql`r.organization_path`, paths),
    ...(isItself ? [sql`r.organization_id = ${base.id}`] : []),
    sql`(r.volunteer_id, 'service_record:' || r.id) in ${referencesAsItStood(paths, period, as_of)}`,
  ];
}
