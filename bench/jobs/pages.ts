import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { browserArguments, findBrowser } from '../../tools/browser.ts';
import type { Bench, Job } from '../bench.ts';
import { atMost, shown } from '../measure.ts';

const run = promisify(execFile);

function browserOrSay(): string {
  const found = findBrowser();
  if (found === null) throw new Error('no Chromium or Chrome was found; install one, or set CHROME_PATH');
  return found;
}

/** Bytes on the wire of all that a first visit loads, as compressed, without what the service worker keeps for later. */
async function firstLoad(address: string): Promise<{ kilobytes: number; requests: number }> {
  const browser = await chromium.launch({ executablePath: browserOrSay(), args: browserArguments });
  try {
    const page = await (
      await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' })
    ).newPage();
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    let [bytes, requests] = [0, 0];
    network.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    await page.goto(address, { waitUntil: 'networkidle' });
    return { kilobytes: bytes / 1000, requests };
  } finally {
    await browser.close();
  }
}

const firstLoadOf = (
  name: string,
  path: string,
  report: (kilobytes: number, requests: number, bench: Bench) => void,
): Job => ({
  name,
  measures: `bytes of the first load of ${path}, as compressed, in a browser`,
  run: async (bench) => {
    const { kilobytes, requests } = await firstLoad((await bench.server()).address + path);
    report(kilobytes, requests, bench);
  },
});

export const phone = firstLoadOf('phone', '/', (kilobytes, requests, bench) =>
  bench.report({ ...atMost('phone, first load', kilobytes, 'kB', 130), note: `${requests} requests` }),
);
export const desk = firstLoadOf('console', '/console/', (kilobytes, requests, bench) =>
  bench.report(shown('console, first load', kilobytes, 'kB', `${requests} requests`)),
);

const marks = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

/** Not among the packages of the product: npx fetches it for this job alone. */
export const lighthouse: Job = {
  name: 'lighthouse',
  measures: 'the four marks of Lighthouse for the phone',
  run: async (bench) => {
    const folder = mkdtempSync(join(tmpdir(), 'qingzhi-lighthouse-'));
    try {
      const file = join(folder, 'report.json');
      await run(
        'npx',
        [
          '--yes',
          'lighthouse@12',
          `${(await bench.server()).address}/`,
          '--quiet',
          '--output=json',
          `--output-path=${file}`,
          `--only-categories=${marks.join(',')}`,
          `--chrome-flags=${['--headless=new', ...browserArguments].join(' ')}`,
        ],
        { env: { ...process.env, CHROME_PATH: browserOrSay() }, timeout: 180_000 },
      );
      const { categories, audits } = JSON.parse(readFileSync(file, 'utf8')) as {
        categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
        audits: Record<string, { title: string; score: number | null }>;
      };
      for (const mark of marks) {
        const { score, auditRefs } = categories[mark] ?? { score: 0, auditRefs: [] };
        const lost = auditRefs
          .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
          .map(({ id }) => id);
        const value = Math.round(score * 100);
        bench.report({
          name: `phone, Lighthouse ${mark}`,
          value,
          unit: 'of 100',
          limit: null,
          ratio: null,
          target: '≥ 95',
          met: value >= 95,
          ...(lost.length > 0 ? { note: lost.join(', ') } : {}),
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
