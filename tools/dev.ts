/** `npm run dev`: the demonstration world with live reload of server and pages. Open the address that Vite prints. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from './files.ts';

const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
// A group of their own: Ctrl-C reaches this process alone and is passed on once, a second signal would cut the database short.
const start = (...parameters: string[]): ChildProcess =>
  spawn(process.execPath, [tsx, ...parameters], { cwd: root, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });

const running = [start('watch', '--clear-screen=false', 'demo/main.ts'), start('tools/dev-web.ts')];
const ended = running.map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve())));
const signalled = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
});

await Promise.race([signalled, ...ended]);
for (const child of running) child.kill('SIGTERM');
await Promise.all(ended);
