import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { buildWorld } from '../demo/build-world.ts';
import { corner } from '../demo/stage.ts';
import { buildApp } from '../server/app.ts';
import { startJobs } from '../server/jobs.ts';
import { addressOf, copyOf } from '../server/testing/test-copies.ts';
import { startEmbedded } from '../server/db/embedded.ts';
import { readEnvironment } from '../server/env.ts';
import type { Database } from '../server/db/open.ts';
import type { Services } from '../server/services.ts';
import { openServices, type OpenServices } from '../server/start.ts';

/** A whole platform of its own for a browser journey: own database, own port, and a clock that the journey sets. */
export type World = {
  readonly url: string;
  /** For a command of the operator that is run beside it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly services: Services;
  readonly app: FastifyInstance;
  readonly database: Database;
  now(): Date;
  /** Sets the server's clock; the page's clock is set by the journey. */
  setNow(now: Date): void;
  stop(): Promise<void>;
};

/** What a world begins with: as an installation stands after its first start, or with the demonstration built. */
const beginnings = {
  bare: () => Promise.resolve(),
  demonstration: ({ services }: OpenServices) =>
    buildWorld(services, { today: services.clock(), log: () => undefined, size: corner }),
};

/** As `NODE_ENV=production npm start` without a gateway for text messages would open it. */
async function inProduction<T>(open: () => Promise<T>): Promise<T> {
  const { NODE_ENV, SMS_URL } = process.env;
  Object.assign(process.env, { NODE_ENV: 'production' });
  delete process.env['SMS_URL'];
  try {
    return await open();
  } finally {
    for (const [name, value] of Object.entries({ NODE_ENV, SMS_URL })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

export async function startWorld(
  start: Date,
  beginning: keyof typeof beginnings = 'bare',
  as: 'development' | 'production' = 'development',
): Promise<World> {
  const directory = process.env['JOURNEYS_DIRECTORY'];
  if (directory === undefined) throw new Error('journeys are run by Playwright, whose setup starts their database');
  const server = await startEmbedded({ data_dir: directory });
  const addresses = (database: string): { DATABASE_URL: string; DATABASE_OWNER_URL: string } => ({
    DATABASE_URL: addressOf({ ...server.application, database }),
    DATABASE_OWNER_URL: addressOf({ ...server.connection, database }),
  });
  const open = (name: string): Promise<OpenServices> =>
    openServices(readEnvironment({ PORT: '0', DATA_DIR: directory, ...addresses(name) }), () => undefined);
  const copy = await copyOf(server.connection, `begin_${beginning}`, async (name) => {
    const opened = await open(name);
    await beginnings[beginning](opened);
    await opened.close();
  });
  const clock = { now: start };
  const opened = await (as === 'production' ? inProduction(() => open(copy.name)) : open(copy.name));
  const services: Services = {
    ...opened.services,
    clock: () => clock.now,
    strict: true,
    web_dir: fileURLToPath(new URL('../dist/web', import.meta.url)),
  };
  const app = await buildApp(services);
  const jobs = await startJobs(services);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    environment: {
      DATA_DIR: directory,
      ...addresses(copy.name),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
    services,
    app,
    database: opened.database,
    now: () => clock.now,
    setNow: (now) => {
      clock.now = now;
    },
    stop: async () => {
      await app.close();
      await jobs.stop();
      await opened.close();
      await copy.drop();
      await server.stop();
    },
  };
}
