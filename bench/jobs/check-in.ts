import { randomUUID } from 'node:crypto';
import { codeText, stepAt } from '../../domain/rotating-code.ts';
import { hmacOf } from '../../server/records/check-in/check-in.ts';
import type { Bench, Job } from '../bench.ts';
import { concurrentCallCount, headersOf, newShift, signIn, strangersFrom, volunteerIdSql } from '../crowd.ts';
import { measureHot } from '../hot.ts';
import type { WireRequest } from '../load.ts';

/** Everybody of a slice has a seat and comes once, with the rotating code of the shift. */
async function arrivals(bench: Bench): Promise<WireRequest[]> {
  const people = Math.min(concurrentCallCount(bench), 8000);
  const shift = await newShift(bench, { capacity: people, seated: true, hours: -0.5 });
  const now = new Date();
  const code = codeText({ kind: 'shift', id: shift.id }, stepAt(now), hmacOf(bench.secrets));
  const body = JSON.stringify({
    kind: 'rotating_code',
    code,
    direction: 'in',
    scanned_at: now.toISOString(),
    offline: false,
  });
  return Array.from({ length: people }, (_, place) => ({
    method: 'POST',
    path: '/api/check-ins',
    headers: headersOf(place),
    body,
  }));
}

/** The same statement, for a volunteer a transaction; ids and key are made by the database, which costs next to nothing. */
async function stampScript(bench: Bench): Promise<string> {
  const shift = await newShift(bench, { capacity: 1, seated: false, hours: -0.5 });
  const id = volunteerIdSql('n');
  return `select records_stamp(${id}, ${id}::text, '${randomUUID()}' || n, 'hash', 'bench', ${id}, null, now(), new_id(now()), new_id(now()), new_id(now()), '${shift.id}', '${shift.id}', '${shift.path}', '2026-01-01', 'in', now(), 'rotating_code', 1, false, null, null, null, 2) from ${await strangersFrom(bench)} n;\n`;
}

export const checkIn: Job = {
  name: 'check-in',
  measures: 'check-in over HTTP, 64 at once, with session, rules and audit, beside the same statement by pgbench',
  run: async (bench) => {
    await signIn(bench);
    await measureHot(bench, {
      name: 'check-in',
      requests: () => arrivals(bench),
      repeat: false,
      script: () => stampScript(bench),
      lanes: 64,
      ratio: 0.75,
      cpu_ms: 0.4,
    });
  },
};
