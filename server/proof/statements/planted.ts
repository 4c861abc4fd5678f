/** Rows that are asserted wrongly, each in one way: the comparison has to see exactly these. Nobody calls them. */
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

export const right = (reader: Reader) =>
  reader.all<{
    id: string;
    at: Date;
    n: number;
    birth_date: string | null;
    kinds: string[];
    told: { at: string }[];
  }>(sql`
    select p.id, p.created_at as at, (select count(*) from persons) as n, p.birth_date, array['a'] as kinds, json_build_array() as told
    from persons p`);

export const invented = (reader: Reader) => reader.all<{ id: string; shoe_size: number }>(sql`select id from persons`);

export const numberAsText = (reader: Reader) =>
  reader.one<{ people: string }>(sql`select count(*) as people from persons`);

export const numericAsNumber = (reader: Reader) =>
  reader.one<{ mean: number }>(sql`select avg(ordinal) as mean from organizations`);

export const momentAsText = (reader: Reader) =>
  reader.maybe<{ created_at: string }>(sql`select created_at from persons`);

export const dayAsMoment = (reader: Reader) =>
  reader.maybe<{ valid_from: Date }>(sql`
    select valid_from from role_grants`);

export const emptyColumn = (reader: Reader) => reader.maybe<{ erased_at: Date }>(sql`select erased_at from persons`);

/** Compared or said to be there, so it is: no fault. */
export const filled = (reader: Reader) =>
  reader.all<{ erased_at: Date; birth_date: string }>(
    sql`select erased_at, birth_date from persons where erased_at is not null and birth_date < now()`,
  );

export const leftOut = (reader: Reader) =>
  reader.all<{ id: string; role: string }>(sql`
    select p.id, within.role from persons p
      left join (select g.person_id, g.role_id as role from role_grants g) within on within.person_id = p.id`);

export const momentInJson = (reader: Reader) =>
  reader.all<{ told: { at: Date }[] }>(sql`select json_agg(json_build_object('at', created_at)) as told from persons`);

export const listOfTexts = (reader: Reader) =>
  reader.one<{ numbers: number[] }>(sql`select array_agg(name) as numbers from persons`);

/** The type is not written at the call: the function's promise says it. */
export async function promised(reader: Reader): Promise<{ people: string }[]> {
  return reader.all(sql`select count(*) as people from persons`);
}
