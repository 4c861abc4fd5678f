/** The server under test: the built one, in a process of its own. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
export type BuiltServer = {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  readonly started_ms: number;
  stop(): Promise<void>;
};

/** Until the first page is answered. */
export async function startBuilt(dataDirectory: string): Promise<BuiltServer> {
  const from = performance.now();
  const child = spawn(process.execPath, [join(root, 'tools/serve.mjs'), 'server/main.ts'], {
    env: { ...process.env, DATA_DIR: dataDirectory, PORT: '0', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const ready = /ready (http:\/\/\S+)/.exec(said)?.[1];
      if (ready !== undefined) found(ready.replace('localhost', '127.0.0.1'));
    });
    child.once('exit', (code) => failed(new Error(`the server ended with ${code} before it was ready`)));
  });
  const page = await fetch(`${address}/`);
  if (!page.ok || !(await page.text()).includes('<html')) throw new Error(`the first page answered ${page.status}`);
  const started_ms = performance.now() - from;
  return {
    address,
    port: Number(new URL(address).port),
    pid: child.pid ?? 0,
    started_ms,
    stop: () =>
      new Promise((gone) => {
        child.once('exit', () => gone());
        child.kill('SIGTERM');
      }),
  };
}
