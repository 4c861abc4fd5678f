import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';
import { scanFromEnvironment } from './scan-file.ts';

/** A scanner that reads what it is given: a word in the file decides what it says, and what of our settings it can see. */
const fakeScanner = `
const parts = [];
process.stdin.on('data', (part) => parts.push(part)).on('end', () => {
  const text = Buffer.concat(parts).toString('latin1');
  if (Object.keys(process.env).some((name) => /SMS|DATABASE|SCAN/.test(name))) process.exit(1);
  process.exit(text.includes('a virus') ? 1 : text.includes('no signatures') ? 2 : 0);
});`;

const directory = mkdtempSync(join(tmpdir(), 'qingzhi-scanner-'));
const script = join(directory, 'scanner.cjs');
writeFileSync(script, fakeScanner);
const command = `${process.execPath} ${script}`;
let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let clerk: TestPerson;
beforeAll(async () => {
  process.env['SMS_TOKEN'] = 'not for the scanner';
  t = await testApp({ scan: scanFromEnvironment({ SCAN_COMMAND: command }) });
  county = await t.organization('云汀县', null, { kind: 'county', level: 'county' });
  clerk = await t.person('何景', [
    { permissions: ['organizations.edit', 'organizations.read', 'volunteers.register', 'volunteers.read'], at: county },
  ]);
});
afterAll(async () => {
  delete process.env['SMS_TOKEN'];
  rmSync(directory, { recursive: true });
  await t.close();
});

const paper = (text: string) =>
  t.sendFile(clerk, 'organization_document', { name: '制度.txt', bytes: Buffer.from(text) });
const kept = async (): Promise<number> => (await t.rows(sql`select from uploads where sha256 is not null`)).length;

test('a clean paper is kept; one that holds a virus, or that nobody could scan, is refused in words and leaves nothing', async () => {
  expect((await paper('考勤从八点开始')).status).toBe(200);
  expect(await kept()).toBe(1);
  expect(await paper('here is a virus')).toMatchObject({
    status: 422,
    body: { code: 'files.infected', message: '文件里查出病毒，没有收下。请先杀毒，或请发给您的人重新给一份' },
  });
  expect(await paper('no signatures')).toMatchObject({
    status: 503,
    body: { code: 'files.not_scanned', message: '现在查不了毒，文件没有收下，请稍后再传；一直不行请告诉管理员' },
  });
  expect(await kept()).toBe(1);
});

test('a sheet is scanned before anything of it is read', async () => {
  const sheet = (text: string) =>
    t.upload<{ code: string }>(
      clerk,
      '/api/league-members',
      { name: '团员.csv', bytes: Buffer.from(text) },
      { branch_id: county.id },
    );
  expect((await sheet('姓名,身份证号\na virus,1')).body.code).toBe('files.infected');
  expect((await sheet('nothing of a sheet')).body.code).not.toBe('files.infected');
});

describe('the command', () => {
  const big = Buffer.alloc(5 * 2 ** 20, 'x');
  test('without one nothing is scanned', () => {
    expect([scanFromEnvironment({}), scanFromEnvironment({ SCAN_COMMAND: ' ' })]).toEqual([undefined, undefined]);
  });
  test('one that is missing, or stops without reading, took nothing', async () => {
    expect((await scanFromEnvironment({ SCAN_COMMAND: join(directory, 'nowhere') })?.(big))?.code).toBe(
      'files.not_scanned',
    );
    expect((await scanFromEnvironment({ SCAN_COMMAND: 'false' })?.(big))?.code).toBe('files.infected'); // exit code 1
    expect(
      (await scanFromEnvironment({ SCAN_COMMAND: `${process.execPath} -e process.kill(process.pid)` })?.(big))?.code,
    ).toBe('files.not_scanned');
  });
  test('no shell looks at its words', async () => {
    expect(await scanFromEnvironment({ SCAN_COMMAND: `${command} ; false` })?.(Buffer.from('clean'))).toBeNull();
  });
});
