/**
 * `npm test`: rules and server by vitest, then what judges the statements that all of them sent, then journeys by Playwright;
 * one count of all as the last line. `npm test -- server/records` runs the chosen tests and judges their statements only;
 * `npm run statements` also writes down what they asked (server/<noun>/statements.gen.txt), and leaves the journeys out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { projectFiles, root } from './files.ts';
import { addCounts, countJourneys, countVitest, nothingRan, type Counts } from './count-tests.ts';

const writing = '--write-statements';
const isWriting = process.argv.includes(writing);
const reports = mkdtempSync(join(tmpdir(), 'qingzhi-reports-'));

function run(program: string, parameters: string[], variables: Record<string, string> = {}, quiet = false): number {
  const result = spawnSync(process.execPath, [join(root, 'node_modules', program), ...parameters], {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: quiet ? 'ignore' : 'inherit',
  });
  return result.status ?? 1;
}

function report(name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(reports, name), 'utf8'));
  } catch {
    return null; // the runner itself broke down before it could write
  }
}

const statements = join(reports, 'statements');

function vitest(name: string, parameters: string[], variables: Record<string, string>): Counts {
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, name)}`];
  const status = run('vitest/vitest.mjs', ['run', ...parameters, ...output], {
    STATEMENTS_DIR: statements,
    ...variables,
  });
  return countVitest(report(name), status);
}

function statementsOf(chosen: string[]): Counts {
  if (chosen.length > 0 && !existsSync(statements)) return nothingRan; // no chosen test has a database
  return vitest('after.json', ['--config', 'vitest.after.config.ts'], {
    ...(chosen.length > 0 ? { STATEMENTS_OF_PART: 'yes' } : {}),
    ...(isWriting ? { STATEMENTS_WRITE: 'yes' } : {}),
  });
}

function journeys(): Counts {
  if (!projectFiles().some((file) => /^e2e\/.*\.spec\.ts$/.test(file))) return nothingRan;
  const variables = { PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'journeys.json') };
  if (findBrowser() === null) {
    run('@playwright/test/cli.js', ['test', '--list', '--reporter=json'], variables, true);
    const { passed, failed, skipped } = countJourneys(report('journeys.json'), 0);
    const count = passed + failed + skipped;
    console.log(`没有找到 Chromium 或 Chrome，跳过 ${count} 个浏览器流程（装上后再运行，或设 CHROME_PATH）`);
    console.log(`No Chromium or Chrome found: ${count} browser journeys skipped (install one, or set CHROME_PATH)`);
    return { ...nothingRan, skipped: count };
  }
  const built = run('../tools/run.mjs', []);
  if (built !== 0) return { ...nothingRan, failed: 1, failures: ['the build for the journeys'] };
  const status = run('@playwright/test/cli.js', ['test', '--reporter=list,json'], variables);
  return countJourneys(report('journeys.json'), status);
}

const chosen = process.argv.slice(2).filter((one) => one !== writing);
const parts = [
  vitest('vitest.json', chosen, {}),
  statementsOf(chosen),
  chosen.length === 0 && !isWriting ? journeys() : nothingRan,
];
const counts = addCounts(parts);
rmSync(reports, { recursive: true, force: true });
if (counts.failures.length > 0) console.log(`failed:\n${counts.failures.slice(0, 20).join('\n')}`); // where the eye is at the end
if (counts.skipped > 0) console.log(`${counts.skipped} skipped`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
