/** Starts the platform and stops it cleanly, the embedded database included. */
import { readEnvironment } from './env.ts';
import { builtPages, startServer } from './start.ts';
import { untilStopped } from './until-stopped.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

await untilStopped(async () => {
  const server = await startServer(readEnvironment(), { log: print, web_dir: builtPages() });
  print(`ready ${server.address}`);
  return server;
});
