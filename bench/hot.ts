/** A hot path and its limit in turns, so that a noisy machine disturbs both alike. */
import type { Bench } from './bench.ts';
import type { LoadResult, WireRequest } from './load.ts';
import { cpuOf, round, shown } from './measure.ts';
import { clients, hasPgbench, pgbench } from './pgbench.ts';

export type HotPath = {
  readonly name: string;
  /** The requests of the next slice; `repeat` where each may be sent more than once. */
  requests(): Promise<readonly WireRequest[]>;
  readonly repeat: boolean;
  /** The script of the next slice of the limit. */
  script(): Promise<string>;
  readonly lanes?: number;
  /** Share of the limit's rate that is asked for; absent: only shown. */
  readonly ratio?: number;
  readonly cpu_ms: number;
};

const [rounds, sliceMs, warmMs, pacedMs] = [6, 3000, 3000, 5000];
/** How often `requests` is asked: to warm up, each round, and at a fixed rate. */
export const slices = rounds + 2;

export async function measureHot(bench: Bench, path: HotPath): Promise<void> {
  const server = await bench.server();
  const lanes = path.lanes ?? clients;
  const slice = async (requests: readonly WireRequest[], ms: number, perSecond?: number): Promise<LoadResult> => {
    const result = await bench.load.run({
      port: server.port,
      lanes,
      ms,
      requests,
      repeat: path.repeat,
      ...(perSecond === undefined ? {} : { per_second: perSecond }),
    });
    if (result.unexpected !== '') throw new Error(`an answer was ${result.unexpected}`);
    if (result.used_up) bench.say(`${path.name}: a slice ran out of requests after ${round(result.seconds)} s`);
    return result;
  };
  const limited = hasPgbench();
  if (!limited) bench.say(`${path.name}: pgbench is not installed, the limit is not measured`);
  await slice(await path.requests(), warmMs);
  const sum = { calls: 0, seconds: 0, server: 0, database: 0 };
  const limits: number[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const requests = await path.requests();
    const before = { server: cpuOf(server.pid), database: cpuOf(bench.database) };
    const one = await slice(requests, sliceMs);
    sum.server += cpuOf(server.pid) - before.server;
    sum.database += cpuOf(bench.database) - before.database;
    sum.calls += one.calls;
    sum.seconds += one.seconds;
    if (limited) limits.push(await pgbench(bench.connection, await path.script(), sliceMs));
  }
  const rate = sum.calls / sum.seconds;
  const limit = limits.length === 0 ? null : limits.reduce((total, one) => total + one, 0) / limits.length;
  const ratio = limit === null ? null : round(rate / limit);
  const [application, database] = [sum.server / sum.calls, sum.database / sum.calls];
  bench.report({
    name: `${path.name}, rate`,
    value: round(rate, 0),
    unit: '1/s',
    limit: limit === null ? null : round(limit, 0),
    ratio,
    target: path.ratio === undefined ? 'shown' : `≥ ${path.ratio} of the limit`,
    met: path.ratio === undefined || (ratio ?? 0) >= path.ratio,
  });
  bench.report({
    name: `${path.name}, CPU`,
    value: round(application + database),
    unit: 'ms',
    limit: null,
    ratio: null,
    target: `≤ ${path.cpu_ms} ms`,
    met: application + database <= path.cpu_ms,
    note: `application ${round(application)}, database ${round(database)}`,
  });
  const perSecond = Math.max(10, Math.round(rate / 2));
  const paced = await slice(await path.requests(), pacedMs, perSecond);
  bench.report(shown(`${path.name}, p95 at ${perSecond}/s`, paced.p95_ms, 'ms', `median ${round(paced.p50_ms)} ms`));
}
