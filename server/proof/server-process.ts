/** A server in a process of its own, so that it can be killed like one. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ServerProcess = {
  readonly child: ChildProcess;
  readonly address: string;
  /** Waits until the server has printed the words since the call. */ hears(words: string): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
};

const main = join(import.meta.dirname, '../main.ts');

/** Which database it serves from is said here alone: addresses that the tests themselves run on are not handed down. */
export async function startProcess(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { ...inherited, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const found = /ready (http:\/\/\S+)/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1].replace('localhost', '127.0.0.1'));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.slice(-2000)}`)));
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const hears = async (words: string): Promise<void> => {
    const before = said.length;
    while (!said.includes(words, before)) {
      if (child.exitCode !== null) throw new Error(`the server ended before it said "${words}": ${said.slice(-2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async (): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  return { child, address, hears, kill: end('SIGKILL'), stop: end('SIGTERM') };
}

export function killDatabase(dataDirectory: string): void {
  process.kill(Number(readFileSync(join(dataDirectory, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
}
