import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { sql } from '../../db/sql.ts';
import { personWords, testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let clerk: TestPerson;
type Preview = {
  digest: string;
  counts: { read: number; new: number; known: number; bad: number };
  rows: { problems: { code: string; message: string }[] }[];
};

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  county = await t.organization('婺城区青年志愿者协会', null, { division_code: '330702' });
  clerk = await t.person('方文书', [
    { permissions: ['volunteers.register', 'volunteers.read', 'organizations.edit'], at: county },
  ]);
});
afterAll(async () => {
  await t.close();
});

const csv = (...rows: string[]) => Buffer.from(['姓名,身份证号,⼿机', ...rows].join('\r\n'));
const look = async (bytes: Buffer) =>
  (
    await t.upload<Preview>(
      clerk,
      '/api/volunteer-imports/preview',
      { name: '名册.csv', bytes },
      { organization_id: county.id },
    )
  ).body;
const take = (bytes: Buffer, digest: string, which = 'all') =>
  t.upload(
    clerk,
    '/api/volunteer-imports',
    { name: '名册.csv', bytes },
    { organization_id: county.id, digest, take: which },
  );

test('a name written with look-alike radicals is stored as the name, known again when spelt normally, and found by either', async () => {
  const document = exampleNumber('330702', '1995-02-11', 338);
  const bytes = csv(`⻢⽅⽂,${document},13705760038`);
  await take(bytes, (await look(bytes)).digest);
  expect(await t.rows(sql`select name, pinyin from persons where name like '马%'`)).toEqual([
    { name: '马方文', pinyin: 'mafangwen mfw' },
  ]);
  expect((await look(csv(`马方文,${document},13705760038`))).counts).toMatchObject({ known: 1, bad: 0 });
  for (const words of ['马方文', '⻢⽅⽂', '马 方文', 'mfw']) {
    expect((await t.get<{ rows: unknown[] }>(clerk, '/api/volunteers', personWords(words))).body.rows).toHaveLength(1);
  }
});

test('a number that is wrong never becomes somebody’s: ten digits with .0 are refused, eleven are taken', async () => {
  const [first, second] = [exampleNumber('330702', '1997-04-13', 340), exampleNumber('330702', '1990-05-14', 341)];
  const bytes = csv(`窦星阑,${first},1370576123.0`, `窦若谷,${second},13705760041.0`);
  const looked = await look(bytes);
  expect(looked.counts).toMatchObject({ new: 1, bad: 1 });
  expect(looked.rows[0]?.problems.map(({ message }) => message)).toEqual(['手机号应是 11 位，这里有 10 位，请核对']);
  await take(bytes, looked.digest, 'good');
  expect(await t.rows(sql`select phone_hint from persons where name like '窦%'`)).toEqual([
    { phone_hint: '137○○○○0041' },
  ]);
});
