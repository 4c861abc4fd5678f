import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../tools/files.ts';
import { readCaptured } from './captured.ts';
import { sql } from '../../db/sql.ts';
import { captureStatements } from '../../testing/capture-statements.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
const directory = mkdtempSync(join(tmpdir(), 'qingzhi-captured-'));
beforeAll(async () => {
  t = await testApp();
});
afterAll(async () => {
  await t.close();
  rmSync(directory, { recursive: true });
});

/** What the product sent while somebody did this, by place. */
async function during(name: string, act: () => Promise<unknown>): Promise<{ at: string; text: string }[]> {
  const into = join(directory, name);
  const capture = captureStatements(into, 'some/where.test.ts');
  await act();
  capture.end();
  return readCaptured(into).map(({ file, line, column, text }) => {
    const source = readFileSync(join(root, file), 'utf8').split('\n')[line - 1] ?? '';
    return { at: `${file}: ${source.slice(column - 1).trim()}`, text };
  });
}

test('a statement is captured once, with its placeholders and the place that asks, whoever carries it', async () => {
  const somebody = await t.person('何洁');
  const seen = await during('asked', async () => {
    await t.get(somebody, '/api/holidays?from=2026-10-01&until=2026-10-08');
    await t.get(somebody, '/api/holidays?from=2026-10-01&until=2026-10-08');
  });
  const holidays = seen.filter(({ at }) => at.startsWith('server/calendar/'));
  expect(holidays.length).toBeGreaterThan(0);
  for (const { at } of holidays) expect(at).toMatch(/^server\/calendar\/[a-z-]+\.ts: (all|maybe|one)</);
  expect(holidays.some(({ text }) => /from holidays/.test(text))).toBe(true);
  expect(new Set(seen.map(({ at, text }) => `${at} ${text}`)).size).toBe(seen.length);
});

test('the writer’s own statements stand where the writer says them, those it runs where the write does', async () => {
  const seen = await during('written', () => t.setUp((writer) => writer.enqueue('nothing', {}).catch(() => undefined)));
  expect(seen.find(({ text }) => text.includes('add_job'))?.at).toMatch(/^server\/db\/writer\.ts: /);
});

test('what is counted for another is the statement of who handed it over', async () => {
  const office = await t.organization('数数县', null, { kind: 'county' });
  const staff = await t.person('数数', [{ permissions: ['organizations.manage', 'organizations.read'], at: office }]);
  const into = join(directory, 'counted');
  const capture = captureStatements(into, 'some/where.test.ts');
  await t.get(staff, `/api/organizations/${office.id}/dissolution`);
  capture.end();
  const counted = readCaptured(into).filter(({ file }) => file === 'server/db/count-found.ts');
  expect(counted.find(({ text }) => text.includes('from activities'))?.of).toMatch(/^server\/projects\//);
  expect(counted.find(({ text }) => text.includes('from role_grants'))?.of).toMatch(/^server\/accounts\//);
  for (const { of } of counted) expect(of).toMatch(/^server\/[a-z]+\//);
});

test('what a test asks for itself is no statement of the product', async () => {
  expect(await during('own', () => t.rows(sql`select 1 as one`))).toEqual([]);
});
