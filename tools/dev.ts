/** `npm run dev`: the demonstration world with live reload of server and pages. Open the address that Vite prints. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from './files.ts';

const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
const start = (...parameters: string[]): ChildProcess => spawn(process.execPath, [tsx, ...parameters], { cwd: root, stdio: 'inherit' });

const running = [start('watch', '--clear-screen=false', 'demo/main.ts'), start('tools/dev-web.ts')];
const ended = running.map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve())));

// Ctrl-C reaches all of us; each stops by itself, the server with its database, and we wait for them.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => running.forEach((child) => child.kill(signal)));
await Promise.race(ended);
for (const child of running) child.kill('SIGTERM');
await Promise.all(ended);
