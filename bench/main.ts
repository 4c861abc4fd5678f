/**
 * `npm run bench [-- NAME] [--json]`: builds the seed, starts a server of its own and prints each figure beside its limit,
 * which is measured in the same run and in turns with it. BENCH_SCALE=0.05 is the short run; 1 is design section 7.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { openDatabase } from '../server/db/open.ts';
import { Reader } from '../server/db/reader.ts';
import { loadSecrets } from '../server/env.ts';
import { SecretBox } from '../server/secret-box.ts';
import { openServices } from '../server/start.ts';
import { makeJobs, type Bench } from './jobs.ts';
import { residentMegabytes, round, send, type Figure } from './measure.ts';
import { seed } from './seed.ts';

const root = resolve(import.meta.dirname, '..');
const asJson = process.argv.includes('--json');
const wanted = process.argv.slice(2).find((word) => !word.startsWith('--'));
const scale = Number(process.env['BENCH_SCALE'] ?? 1);
const data_dir = resolve(process.env['DATA_DIR'] ?? join(root, '.data/bench'));
const say = (line: string): void => { process.stderr.write(`${line}\n`); };
const figures: Figure[] = [];

function report(figure: Figure): void {
  figures.push(figure);
  if (asJson) process.stdout.write(`${JSON.stringify(figure)}\n`);
  else process.stdout.write(`${figure.name.padEnd(34)} ${String(figure.value).padStart(10)} ${figure.unit.padEnd(8)} ${figure.ratio === null ? '' : `× ${figure.ratio} of ${figure.limit}`}  ${figure.target}  ${figure.met ? 'met' : 'NOT MET'}\n`);
}

function atMost(name: string, value: number, unit: string, most: number): Figure {
  return { name, value: round(value), unit, limit: null, ratio: null, target: `≤ ${most} ${unit}`, met: value <= most };
}

mkdirSync(data_dir, { recursive: true, mode: 0o700 });
const opened = await openServices({ port: 0, host: '127.0.0.1', data_dir, database_url: undefined }, say);
const seeded = await seed(opened.services.pool, scale, say);
const secrets = new SecretBox(loadSecrets(data_dir));
const environment = { ...process.env, DATA_DIR: data_dir, PORT: '0', NODE_ENV: 'production' };

async function startServer(): Promise<{ address: string; pid: number; ms: number; stop(): Promise<void> }> {
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'server/main.ts')], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const ready = /ready (http:\/\/\S+)/.exec(said)?.[1];
      if (ready !== undefined) found(ready.replace('localhost', '127.0.0.1'));
    });
    child.once('exit', () => failed(new Error('the server did not start')));
  });
  await send(address, 'GET', '/api/me', {});
  const ms = performance.now() - from;
  return { address, pid: child.pid ?? 0, ms, stop: () => new Promise((gone) => { child.once('exit', () => gone()); child.kill('SIGTERM'); }) };
}

const server = await startServer();
const database = Number(readFileSync(join(data_dir, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);
try {
  if (wanted === undefined || wanted === 'start') report(atMost('start', server.ms / 1000, 's', 3));
  if (wanted === undefined || wanted === 'memory') report(atMost('memory', residentMegabytes(server.pid), 'MB', 200));
  const direct = await openDatabase({ data_dir, max_connections: 16 });
  try {
    const bench: Bench = { address: server.address, pids: { server: server.pid, database }, pool: opened.services.pool, direct: new Reader(direct.pool), secrets, seeded, report };
    for (const [name, job] of Object.entries(makeJobs(bench))) {
      if (wanted !== undefined && wanted !== name) continue;
      await job().catch((error: Error) => say(`${name}: ${error.message}`));
    }
  } finally {
    await direct.close();
  }
} finally {
  await server.stop();
  await opened.close();
}

if (wanted === undefined || wanted === 'phone') {
  const page = join(root, 'dist/web/phone/index.html');
  if (existsSync(page)) {
    const html = readFileSync(page, 'utf8');
    const assets = [...html.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.(?:js|css))"/g)].map((match) => join(root, 'dist/web/phone', match[1] ?? ''));
    const bytes = [page, ...assets].reduce((sum, path) => sum + brotliCompressSync(readFileSync(path)).length, 0);
    report(atMost('phone first load, compressed', bytes / 1000, 'kB', 130));
  } else say('phone: build the pages first (npm run build)');
  say('Lighthouse is not installed here; the four marks are not measured');
}
if (wanted === undefined || wanted === 'npm') {
  const kilobytes = Number(execFileSync('du', ['-sk', join(root, 'node_modules')], { encoding: 'utf8' }).split('\t')[0]);
  report(atMost('node_modules', kilobytes / 1024, 'MB', 500));
}
process.exitCode = 0;
