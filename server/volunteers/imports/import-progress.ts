import type { Pool } from 'pg';
import type { Id } from '../../../domain/id.ts';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

export type ImportPhase = 'reading' | 'checking' | 'registering';
export type TellProgress = (phase: ImportPhase, done: number, total: number | null) => void;

const pauseMs = 400;

/**
 * Runs a long piece of work and lets the page that started it, on whichever server process it asks, see how far it is.
 * It is told beside the transaction: a line that could not be written is left out, never waited for, and never an error.
 */
export async function withProgress<T>(
  pool: Pool,
  page: { id: Id; person_id: Id } | null,
  work: (tell: TellProgress) => Promise<T>,
): Promise<T> {
  if (page === null) return work(() => undefined);
  const writes = new Reader(pool);
  let last = { phase: '', told: -Infinity, began: new Date() };
  const line: { open: Promise<unknown> | null } = { open: null };
  const tell: TellProgress = (phase, done, total) => {
    const now = performance.now();
    if (phase !== last.phase) last = { phase, told: -Infinity, began: new Date() };
    if (line.open !== null || now - last.told < pauseMs) return;
    last.told = now;
    line.open = writes
      .all(sql`
      insert into import_progress (id, person_id, phase, done, total, phase_began_at) values (${page.id}, ${page.person_id}, ${phase}, ${done}, ${total}, ${last.began})
      on conflict (id) do update set phase = excluded.phase, done = excluded.done, total = excluded.total, phase_began_at = excluded.phase_began_at
      where import_progress.person_id = excluded.person_id`)
      .catch(() => undefined)
      .finally(() => {
        line.open = null;
      });
  };
  try {
    return await work(tell);
  } finally {
    await line.open;
    await writes
      .all(sql`
      delete from import_progress where (id = ${page.id} and person_id = ${page.person_id}) or phase_began_at < now() - interval '1 day'`)
      .catch(() => undefined);
  }
}

export async function readProgress(reader: Reader, page: { id: Id; person_id: Id }, now: Date) {
  const row = await reader.maybe<{ phase: ImportPhase; done: number; total: number | null; phase_began_at: Date }>(sql`
    select phase, done, total, phase_began_at from import_progress where id = ${page.id} and person_id = ${page.person_id}`);
  if (row === undefined) return { progress: null };
  const { phase_began_at: began, ...shown } = row;
  const spent = (now.getTime() - began.getTime()) / 1000;
  const left =
    row.total === null || row.done === 0 || spent < 1 ? null : Math.ceil((spent / row.done) * (row.total - row.done));
  return { progress: { ...shown, seconds_left: left } };
}
