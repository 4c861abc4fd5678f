import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Job } from '../bench.ts';
import { root } from '../built-server.ts';
import { atMost, shown } from '../measure.ts';

const run = promisify(execFile);
const flag = '--install';

export const packages: Job = {
  name: 'packages',
  measures: `size of node_modules; with ${flag} also the time of npm ci on an empty cache, in a directory of its own`,
  run: async (bench) => {
    const kilobytes = Number(
      execFileSync('du', ['-sk', join(root, 'node_modules')], { encoding: 'utf8' }).split('\t')[0],
    );
    bench.report(atMost('node_modules', kilobytes / 1024, 'MB', 500));
    if (!process.argv.includes(flag))
      return bench.report({
        ...shown('npm ci on an empty cache', 0, 's', `not run: give ${flag}`),
        value: null,
        met: false,
      });
    const folder = mkdtempSync(join(tmpdir(), 'qingzhi-install-'));
    try {
      for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(root, name), join(folder, name));
      const from = performance.now();
      await run('npm', ['ci', '--no-audit', '--no-fund', '--cache', join(folder, 'cache')], { cwd: folder });
      bench.report(atMost('npm ci on an empty cache', (performance.now() - from) / 1000, 's', 90));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
