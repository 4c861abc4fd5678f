import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../server/app.ts';
import { startJobs } from '../server/jobs.ts';
import type { Database } from '../server/db/open.ts';
import type { Services } from '../server/services.ts';
import { openServices } from '../server/start.ts';

/** A whole platform of its own for a browser journey: own data directory, own port, and a clock that the journey sets. */
export type World = {
  readonly url: string;
  readonly services: Services;
  readonly app: FastifyInstance;
  readonly database: Database;
  now(): Date;
  /** Sets the server's clock; the page's clock is set by the journey. */
  setNow(now: Date): void;
  stop(): Promise<void>;
};

export async function startWorld(start: Date): Promise<World> {
  const data_dir = mkdtempSync(join(tmpdir(), 'qingzhi-journey-'));
  const clock = { now: start };
  const opened = await openServices({ port: 0, host: '127.0.0.1', data_dir, database_url: undefined }, () => undefined);
  const services: Services = {
    ...opened.services,
    clock: () => clock.now,
    strict_output: true,
    web_dir: fileURLToPath(new URL('../dist/web', import.meta.url)),
  };
  const app = await buildApp(services);
  const jobs = await startJobs(services);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    services,
    app,
    database: opened.database,
    now: () => clock.now,
    setNow: (now) => { clock.now = now; },
    stop: async () => {
      await app.close();
      await jobs.stop();
      await opened.close();
      rmSync(data_dir, { recursive: true, force: true });
    },
  };
}
