/**
 * `npm run bench [-- NAME…] [--json] [--list]`: builds the seed once, starts the built server and prints each figure beside
 * its target, and beside its limit where one is measured in the same run. BENCH_SCALE=0.05 is the short run; 1 is the design's.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { loadSecrets } from '../server/security/secrets-file.ts';
import { SecretBox } from '../server/security/secret-box.ts';
import { openServices } from '../server/start.ts';
import type { Bench, Job } from './bench.ts';
import { root, startBuilt, type BuiltServer } from './built-server.ts';
import { certificate } from './jobs/certificate.ts';
import { checkIn } from './jobs/check-in.ts';
import { confirm } from './jobs/confirm.ts';
import { exportRoster } from './jobs/export.ts';
import { importRoster } from './jobs/import.ts';
import { list } from './jobs/list.ts';
import { myHoursJob } from './jobs/my-hours.ts';
import { packages } from './jobs/packages.ts';
import { desk, lighthouse, phone } from './jobs/pages.ts';
import { rollUp } from './jobs/roll-up.ts';
import { signUp } from './jobs/sign-up.ts';
import { memory, start } from './jobs/start.ts';
import { verify } from './jobs/verify.ts';
import { Load } from './load.ts';
import type { Figure } from './measure.ts';
import { seed } from './seed.ts';

const jobs: readonly Job[] = [
  start,
  memory,
  checkIn,
  signUp,
  confirm,
  list,
  myHoursJob,
  rollUp,
  verify,
  importRoster,
  exportRoster,
  certificate,
  phone,
  desk,
  lighthouse,
  packages,
];

const words = process.argv.slice(2);
const asJson = words.includes('--json');
const wanted = words.filter((word) => !word.startsWith('--'));
const scale = Number(process.env['BENCH_SCALE'] ?? 1);
const begun = performance.now();
const say = (line: string): void => {
  process.stderr.write(`${String(Math.round((performance.now() - begun) / 1000)).padStart(4)} s  ${line}\n`);
};

function report(figure: Figure): void {
  if (asJson) process.stdout.write(`${JSON.stringify(figure)}\n`);
  else {
    const limit = figure.ratio === null ? '' : `${figure.ratio} × ${figure.limit} ${figure.unit}`;
    const note = figure.note === undefined ? '' : `  (${figure.note})`;
    process.stdout.write(
      `${figure.name.padEnd(42)} ${`${figure.value ?? '–'} ${figure.unit}`.padEnd(14)} ${limit.padEnd(20)} ${figure.target.padEnd(22)} ${figure.met ? 'met' : 'NOT MET'}${note}\n`,
    );
  }
}

const unknown = wanted.filter((name) => !jobs.some((job) => job.name === name));
if (words.includes('--list') || unknown.length > 0) {
  for (const name of unknown) process.stdout.write(`no job is called ${name}\n`);
  for (const job of jobs) process.stdout.write(`${job.name.padEnd(14)} ${job.measures}\n`);
  process.exit(unknown.length > 0 ? 1 : 0);
}

/** One job that breaks is one line; the others go on. */
async function runAll(bench: Bench): Promise<void> {
  for (const job of jobs.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    say(job.name);
    await job.run(bench).catch((error: Error) => {
      report({
        name: job.name,
        value: null,
        unit: '',
        limit: null,
        ratio: null,
        target: 'a figure',
        met: false,
        note: error.message.slice(0, 300),
      });
    });
  }
}

if (spawnSync(process.execPath, [join(root, 'tools/run.mjs')], { stdio: ['ignore', 2, 2] }).status !== 0)
  throw new Error('the build failed');
const data_dir = resolve(process.env['DATA_DIR'] ?? join(root, '.data', `bench-${scale}`));
mkdirSync(data_dir, { recursive: true, mode: 0o700 });
const opened = await openServices({ port: 0, host: '127.0.0.1', data_dir, database_url: undefined }, say);
const load = new Load();
let server: Promise<BuiltServer> | undefined;
try {
  const seeded = await seed({ pool: opened.database.owner, secrets: opened.services.secrets }, scale, say);
  await runAll({
    data_dir,
    seeded,
    load,
    report,
    say,
    pool: opened.database.owner,
    connection: opened.database.owner_connection, // pgbench counts by sequences of its own
    server: () => (server ??= startBuilt(data_dir)),
    database: Number(readFileSync(join(data_dir, 'pg/postmaster.pid'), 'utf8').split('\n')[0]),
    secrets: new SecretBox(loadSecrets(data_dir)),
  });
} finally {
  load.stop();
  await (await server)?.stop();
  await opened.close();
}
say('done');
