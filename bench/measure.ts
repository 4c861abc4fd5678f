/** Rates, CPU time of processes, and a line per figure. */
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

export type Figure = { readonly name: string; readonly value: number; readonly unit: string; readonly limit: number | null; readonly ratio: number | null; readonly target: string; readonly met: boolean };

const ticksPerSecond = 100; // USER_HZ of Linux

/** CPU-milliseconds that a process and its children still alive have used. */
export function cpuOf(pid: number): number {
  const families = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(name) === pid || Number(fields[1]) === pid ? [(Number(fields[11]) + Number(fields[12])) * (1000 / ticksPerSecond)] : [];
    } catch {
      return []; // it ended between the listing and the look
    }
  });
  return families.reduce((sum, one) => sum + one, 0);
}

export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export type Answer = { readonly status: number; readonly ms: number; readonly bytes: number; readonly text: string };

export function send(address: string, method: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: string | Buffer): Promise<Answer> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(`${address}${path}`, { method, agent, headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const whole = Buffer.concat(parts);
        resolve({ status: answer.statusCode ?? 0, ms: performance.now() - from, bytes: whole.length, text: whole.length < 100_000 ? whole.toString('utf8') : '' });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** `lanes` at once until the time is over; the count of calls and their times. */
export async function during(ms: number, lanes: number, call: () => Promise<void>): Promise<{ calls: number; seconds: number; times: number[] }> {
  const times: number[] = [];
  const from = performance.now();
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (performance.now() - from < ms) {
      const start = performance.now();
      await call();
      times.push(performance.now() - start);
    }
  }));
  return { calls: times.length, seconds: (performance.now() - from) / 1000, times };
}

export type Measured = { readonly rate: number; readonly limit_rate: number; readonly application_ms: number; readonly database_ms: number; readonly p95_ms: number };

/** The application and its limit in turns, so that a noisy machine disturbs both alike. */
export async function inTurns(pids: { server: number; database: number }, application: () => Promise<void>, limit: () => Promise<void>, rounds = 6, slice = 700): Promise<Measured> {
  const sum = { calls: 0, seconds: 0, limit_calls: 0, limit_seconds: 0, server: 0, database: 0 };
  const times: number[] = [];
  await during(slice, 16, application); // warm
  await during(slice, 16, limit);
  for (let round = 0; round < rounds; round += 1) {
    const before = { server: cpuOf(pids.server), database: cpuOf(pids.database) };
    const one = await during(slice, 16, application);
    sum.server += cpuOf(pids.server) - before.server;
    sum.database += cpuOf(pids.database) - before.database;
    const two = await during(slice, 16, limit);
    sum.calls += one.calls;
    sum.seconds += one.seconds;
    sum.limit_calls += two.calls;
    sum.limit_seconds += two.seconds;
    times.push(...one.times);
  }
  times.sort((a, b) => a - b);
  return {
    rate: sum.calls / sum.seconds, limit_rate: sum.limit_calls / sum.limit_seconds, application_ms: sum.server / sum.calls, database_ms: sum.database / sum.calls,
    p95_ms: times[Math.floor(times.length * 0.95)] ?? 0,
  };
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
