/** What a foreign key or a unique one would hold if its two tables lay together (docs/decisions/057-people-where-they-grow.md). */
import type { Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from './fault.ts';

const atOnce = 10_000;

/** Every link names a role that is there; a number leads to its volunteer and a merged registration to its person, from both sides. */
export async function verifyReferences(reader: Reader): Promise<Fault[]> {
  return [
    ...(await verifyLinks(reader)),
    ...(await verifyPeople(reader, 'sign_in_links', 'sign-in link')),
    ...(await verifyPeople(reader, 'phone_recoveries', 'phone recovery')),
    ...(await verifyNumbers(reader)),
    ...(await verifyNumbersGiven(reader)),
    ...(await verifyMerged(reader)),
    ...(await verifyMergedFound(reader)),
  ];
}

type Row = { readonly key: string };
type Half<R extends Row> = {
  /** A page of rows in the order of their keys. */
  readonly read: (after: string | null) => Promise<readonly R[]>;
  /** What stands at the other table for these. */
  readonly others: (rows: readonly R[]) => Promise<readonly Row[]>;
  readonly wants: (row: R) => string;
  readonly fault: (row: R) => Omit<Fault, 'check'>;
};

async function verifyHalf<R extends Row>({ read, others, wants, fault }: Half<R>): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (let after: string | null = null; ;) {
    const rows = await read(after);
    const there = new Set(rows.length === 0 ? [] : (await others(rows)).map((row) => row.key));
    faults.push(
      ...rows.filter((row) => !there.has(wants(row))).map((row): Fault => ({ check: 'reference', ...fault(row) })),
    );
    after = rows.at(-1)?.key ?? null;
    if (rows.length < atOnce || after === null) return faults;
  }
}

const verifyLinks = (reader: Reader): Promise<Fault[]> =>
  verifyHalf<{ key: Id; grant_id: Id }>({
    read: (after) =>
      reader.all(sql`
        select id as key, grant_id from sign_in_links where grant_id is not null and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${atOnce}`),
    others: (rows) =>
      reader.all(sql`select id as key from role_grants where id = any(${rows.map((row) => row.grant_id)}::uuid[])`),
    wants: (row) => row.grant_id,
    fault: (row) => ({
      where: `sign-in link ${row.key}`,
      says: `names a role that is not there: ${row.grant_id}`,
    }),
  });

const verifyPeople = (reader: Reader, table: 'sign_in_links' | 'phone_recoveries', says: string): Promise<Fault[]> =>
  verifyHalf<{ key: Id; person_id: Id }>({
    read: (after) =>
      reader.all(sql`
        select id as key, person_id from ${sql.raw(table)} where ${after}::uuid is null or id > ${after}::uuid order by id limit ${atOnce}`),
    others: (rows) =>
      reader.all(sql`select id as key from persons where id = any(${rows.map((row) => row.person_id)}::uuid[])`),
    wants: (row) => row.person_id,
    fault: (row) => ({
      where: `${says} ${row.key}`,
      says: `names a person who is not there: ${row.person_id}`,
    }),
  });

type Numbered = { key: string; number: string; volunteer_id: Id };
const pair = ({ number, volunteer_id }: Numbered): string => `${number} ${volunteer_id}`;

const verifyNumbers = (reader: Reader): Promise<Fault[]> =>
  verifyHalf<Numbered>({
    read: (after) =>
      reader.all(sql`
        select id as key, number, id as volunteer_id from volunteers where ${after}::uuid is null or id > ${after}::uuid order by id limit ${atOnce}`),
    others: (rows) =>
      reader.all(sql`
        select number || ' ' || volunteer_id as key from volunteer_numbers where number = any(${rows.map((row) => row.number)}::text[])`),
    wants: pair,
    fault: (row) => ({
      where: `volunteer ${row.volunteer_id}`,
      says: `has a number that does not lead there: ${row.number}`,
    }),
  });

const verifyNumbersGiven = (reader: Reader): Promise<Fault[]> =>
  verifyHalf<Numbered>({
    read: (after) =>
      reader.all(sql`
        select number as key, number, volunteer_id from volunteer_numbers where ${after}::text is null or number > ${after}::text order by number limit ${atOnce}`),
    others: (rows) =>
      reader.all(sql`
        select number || ' ' || id as key from volunteers where id = any(${rows.map((row) => row.volunteer_id)}::uuid[])`),
    wants: pair,
    fault: (row) => ({
      where: `volunteer number ${row.number}`,
      says: `leads to somebody who does not have it: ${row.volunteer_id}`,
    }),
  });

type Merged = { key: Id; person_id: Id };
const merged = ({ key, person_id }: Merged): string => `${key} ${person_id}`;

const verifyMerged = (reader: Reader): Promise<Fault[]> =>
  verifyHalf<Merged>({
    read: (after) =>
      reader.all(sql`
        select id as key, merged_into as person_id from volunteers where merged_into is not null and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${atOnce}`),
    others: (rows) =>
      reader.all(sql`
        select volunteer_id || ' ' || person_id as key from merged_registrations where person_id = any(${rows.map((row) => row.person_id)}::uuid[])`),
    wants: merged,
    fault: (row) => ({
      where: `volunteer ${row.key}`,
      says: `was merged, and is not found from the person: ${row.person_id}`,
    }),
  });

const verifyMergedFound = (reader: Reader): Promise<Fault[]> =>
  verifyHalf<Merged>({
    read: (after) =>
      reader.all(sql`
        select volunteer_id as key, person_id from merged_registrations where ${after}::uuid is null or volunteer_id > ${after}::uuid order by volunteer_id, person_id limit ${atOnce}`),
    others: (rows) =>
      reader.all(sql`
        select id || ' ' || merged_into as key from volunteers where id = any(${rows.map((row) => row.key)}::uuid[])`),
    wants: merged,
    fault: (row) => ({
      where: `volunteer ${row.person_id}`,
      says: `is said to be joined by a registration that was not merged into it: ${row.key}`,
    }),
  });
