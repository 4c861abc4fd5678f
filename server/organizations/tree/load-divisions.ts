import type { Pool } from 'pg';
import { readDivisions } from './division-files.ts';

/** Fills the table of divisions at the first start. What offices have changed since stays theirs. */
export async function loadDivisions(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ is_filled: boolean }>('select exists (select from divisions) as is_filled');
  if (rows[0]?.is_filled === true) return;
  const divisions = readDivisions();
  // Two first starts at once: the second finds every row taken.
  await pool.query(
    `insert into divisions (code, name, level, parent_code, valid_from, valid_until, successor_code, is_zone)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::date[], $7::text[], $8::boolean[])
     on conflict do nothing`,
    [
      divisions.map(({ code }) => code),
      divisions.map(({ name }) => name),
      divisions.map(({ level }) => level),
      divisions.map(({ parent_code }) => parent_code),
      divisions.map(({ valid_from }) => valid_from),
      divisions.map(({ valid_until }) => valid_until),
      divisions.map(({ successor_code }) => successor_code),
      divisions.map(({ is_zone }) => is_zone),
    ],
  );
}
