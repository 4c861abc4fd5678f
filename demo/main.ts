/** `npm run demo`: builds the invented world once, then serves it like any installation. */
import type { Pool } from 'pg';
import { readEnvironment, type Environment } from '../server/env.ts';
import { OperatorError } from '../server/operator-error.ts';
import { builtPages, openServices, serve, type OpenServices } from '../server/start.ts';
import { untilStopped } from '../server/until-stopped.ts';
import { DemonstrationClock } from './clock.ts';
import { addClock } from './clock-routes.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

await untilStopped(async (signal) => {
  const environment = readEnvironment();
  const opened = await openWorld(environment, signal);
  const clock = await DemonstrationClock.open(opened.services.pool);
  const server = await serve({ ...opened, services: { ...opened.services, clock: clock.now } }, environment, {
    log: print,
    web_dir: builtPages(),
    extend: (app, services) => addClock(app, services, clock),
  });
  clock.tick(server.services, server.services.jobs);
  print(`ready ${server.address}`);
  return {
    stop: () => {
      clock.stop();
      return server.stop();
    },
  };
});

async function openWorld(environment: Environment, signal: AbortSignal): Promise<OpenServices> {
  let opened = await openServices(environment, print);
  const state = await stateOf(opened.services.pool);
  if (state === 'built') return opened;
  try {
    if (state === 'real') {
      throw new OperatorError(
        `${environment.data_dir} 里是正式数据，演示不会写进去；请换一个 DATA_DIR。`,
        `${environment.data_dir} holds a real installation; choose another DATA_DIR for the demonstration.`,
      );
    }
    if (state === 'half') {
      print('上次没有建完，重新建 · The last build was interrupted; building anew');
      await opened.database.owner.query(
        'drop schema public cascade; create schema public; drop schema graphile_worker cascade',
      );
      await opened.close();
      opened = await openServices(environment, print);
    }
    const started = performance.now();
    const now = new Date();
    await opened.services.pool.query(
      "insert into settings (key, value, changed_at) values ('demonstration_begun', 'true', $1)",
      [now],
    );
    // Nothing here is lost that cannot be built again, so commits need not wait for the disk.
    opened.services.pool.on('connect', (client) => void client.query('set synchronous_commit = off'));
    const { buildWorld } = await import('./build-world.ts'); // a second start does not load it
    await buildWorld(opened.services, { today: now, log: print, signal });
    await opened.database.owner.query('analyze');
    print(`演示数据建好了 · the demonstration is built  ${((performance.now() - started) / 1000).toFixed(0)} s`);
  } finally {
    await opened.close();
  }
  return openServices(environment, print); // on connections whose commits wait for the disk again
}

async function stateOf(pool: Pool): Promise<'empty' | 'half' | 'built' | 'real'> {
  const { rows } = await pool.query<{ built: boolean; begun: boolean; used: boolean }>(`
    select exists (select from settings where key = 'demonstration') as built,
      exists (select from settings where key = 'demonstration_begun') as begun,
      exists (select from persons) as used`);
  const found = rows[0];
  if (found?.built === true) return 'built';
  if (found?.begun === true) return 'half';
  return found?.used === true ? 'real' : 'empty';
}
