/** The limit of a hot path: the same statement driven by pgbench, without a server of ours in between. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ClientConfig, Pool } from 'pg';
import { Reader } from '../server/db/reader.ts';

const run = promisify(execFile);
export const clients = 16;

export const hasPgbench = (): boolean => spawnSync('pgbench', ['--version']).status === 0;

/** Transactions a second. Each client prepares the statements once, as the server does. */
export async function pgbench(connection: ClientConfig, script: string, ms: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'qingzhi-bench-'));
  try {
    const file = join(folder, 'script.sql');
    writeFileSync(file, script);
    const { stdout } = await run('pgbench', [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(clients),
      '-j',
      '1',
      '-T',
      String(Math.max(1, Math.round(ms / 1000))),
      '-f',
      file,
      '-h',
      String(connection.host),
      '-p',
      String(connection.port),
      '-U',
      String(connection.user),
      String(connection.database),
    ]);
    const rate = Number(/tps = ([\d.]+) \(without/.exec(stdout)?.[1] ?? /tps = ([\d.]+)/.exec(stdout)?.[1]);
    if (!Number.isFinite(rate)) throw new Error(`pgbench said: ${stdout.slice(-300)}`);
    return rate;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The statements that a read of the server sends, taken down while it runs once. */
export async function statementsOf(
  pool: Pool,
  read: (reader: Reader) => Promise<unknown>,
): Promise<{ text: string; values: readonly unknown[] }[]> {
  const seen: { text: string; values: readonly unknown[] }[] = [];
  const listening = new Proxy(pool, {
    get: (target, name) =>
      name !== 'query'
        ? Reflect.get(target, name)
        : (statement: { text: string; values: unknown[] }) => {
            seen.push({ text: statement.text, values: statement.values });
            return target.query(statement);
          },
  });
  await read(new Reader(listening));
  return seen;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]::text[]`;
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`;
}

/** A statement as one line of a script; `replace` gives another expression for a value, such as a changing id. */
export function scriptLine(
  statement: { text: string; values: readonly unknown[] },
  replace: (value: unknown) => string | undefined = () => undefined,
): string {
  const text = statement.text.replace(/\$(\d+)/g, (_, place) => {
    const value = statement.values[Number(place) - 1];
    return replace(value) ?? literal(value);
  });
  return `${text.replace(/\s+/g, ' ')};\n`;
}
