import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addressesOf } from '../server/testing/test-copies.ts';
import { loadSecrets } from '../server/security/secrets-file.ts';
import { testApp } from '../server/testing/test-app.ts';

/** What is watched here: a program that says when it is ready, hangs on the signal USR2, and stops as servers do. */
const directory = mkdtempSync(join(tmpdir(), 'qingzhi-watch-'));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});
const root = join(import.meta.dirname, '..');
const program = join(directory, 'program.mts');
writeFileSync(
  program,
  `
import { untilStopped } from ${JSON.stringify(join(root, 'server/until-stopped.ts'))};
process.on('SIGUSR2', () => { const ms = Number(process.env['HANGS_MS']); for (const since = Date.now(); Date.now() - since < ms;); console.log('awake'); });
if (process.env['ENDS_WITH'] !== undefined) process.exit(Number(process.env['ENDS_WITH']));
setInterval(() => undefined, 1000);
await untilStopped(async () => { console.log('ready ' + process.pid); return { stop: async () => { console.log('stopped'); } }; });
`,
);

type Watched = {
  readonly parent: ChildProcess;
  heard(pattern: RegExp): Promise<RegExpExecArray>;
  said(): string;
  readonly gone: Promise<number | null>;
  forget(): void;
};
function start(
  file: string,
  environment: Record<string, string>,
  execArgv: readonly string[] = [],
  beat_ms = 50,
  patience = 20,
): Watched {
  const options = JSON.stringify({ beat_ms, patience, execArgv: ['--import', 'tsx', ...execArgv] });
  const code = `const { watch } = await import(${JSON.stringify(join(root, 'tools/watch.mjs'))}); watch(${JSON.stringify(file)}, [], ${options});`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [parent.stdout, parent.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      for (const listener of listeners) listener();
    });
  const heard = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(said);
        if (found === null) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      parent.once('close', () => {
        look();
        reject(new Error(`ended without saying ${String(pattern)}: ${said.slice(-2000)}`));
      });
      look();
    });
  return {
    parent,
    heard,
    said: () => said,
    gone: new Promise((resolve) => {
      parent.once('exit', resolve);
    }),
    forget: () => {
      said = '';
    },
  };
}
const pidOf = async (watched: Watched): Promise<number> => Number((await watched.heard(/ready (\d+)/))[1]);
const stopped = async (watched: Watched): Promise<void> => {
  watched.parent.kill('SIGTERM');
  expect(await watched.gone).toBe(0);
};

test('a server whose loop hangs is ended and starts again', async () => {
  const watched = start(program, { HANGS_MS: '3600000' });
  const first = await pidOf(watched);
  watched.forget();
  process.kill(first, 'SIGUSR2');
  const second = await pidOf(watched);
  expect(second).not.toBe(first);
  expect(watched.said()).toContain('没有响应');
  expect(() => process.kill(first, 0)).toThrow(); // the hung one is gone
  await stopped(watched);
  expect(watched.said()).toContain('stopped');
});

test('a pause that both processes make, as a laptop that sleeps, is none of the server', async () => {
  const watched = start(program, { HANGS_MS: '10' });
  const first = await pidOf(watched);
  const group = -(watched.parent.pid ?? 0);
  process.kill(group, 'SIGSTOP');
  await new Promise((resolve) => {
    setTimeout(resolve, 3000);
  }); // three times the patience, on the clock of the wall
  process.kill(group, 'SIGCONT');
  process.kill(first, 'SIGUSR2');
  await watched.heard(/awake/);
  expect(watched.said()).not.toContain('没有响应');
  await stopped(watched);
});

test('a server under a debugger may stand still', async () => {
  const watched = start(program, { HANGS_MS: '3000' }, ['--inspect=127.0.0.1:0']);
  process.kill(await pidOf(watched), 'SIGUSR2');
  await watched.heard(/awake/);
  expect(watched.said()).not.toContain('没有响应');
  await stopped(watched);
});

test('what ends by itself ends the watch with its exit code; who watches and is killed leaves nobody behind', async () => {
  expect(await start(program, { ENDS_WITH: '7' }).gone).toBe(7);
  const watched = start(program, { HANGS_MS: '10' });
  await pidOf(watched);
  watched.parent.kill('SIGKILL');
  await watched.heard(/stopped/);
});

test('the real server that hangs answers again at the same address', async () => {
  const t = await testApp({ secrets: loadSecrets(directory) });
  const port = await freePort();
  const hanging = `data:text/javascript,${encodeURIComponent('process.on("SIGUSR2", () => { for (;;); }); console.log(`process ${process.pid}`);')}`;
  const watched = start(
    join(root, 'server/main.ts'),
    { DATA_DIR: directory, ...addressesOf(t.database), PORT: String(port) },
    ['--import', hanging],
    200,
    25,
  );
  await watched.heard(/ready http/);
  const answers = async (): Promise<unknown> => (await fetch(`http://127.0.0.1:${port}/healthz`)).json();
  expect(await answers()).toEqual({ database: true });
  const pid = Number((await watched.heard(/process (\d+)/))[1]);
  watched.forget();
  process.kill(pid, 'SIGUSR2');
  await watched.heard(/ready http/);
  expect(await answers()).toEqual({ database: true });
  await stopped(watched);
  await t.close();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
