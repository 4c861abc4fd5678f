import { existsSync } from 'node:fs';
import { readEnvironment } from './env.ts';
import { startServer } from './start.ts';

/** Starts the platform and stops it cleanly, the embedded database included. */
const environment = readEnvironment();
const server = await startServer(environment, {
  log: (line) => { process.stdout.write(`${line}\n`); },
  web_dir: webDirectory(),
});
process.stdout.write(`ready ${server.address}\n`);

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void server.stop().then(() => process.exit(0), () => process.exit(1));
  });
}

function webDirectory(): string | undefined {
  const directory = new URL('../dist/web', import.meta.url).pathname;
  return existsSync(directory) ? directory : undefined;
}
