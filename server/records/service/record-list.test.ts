/** The list of service records: every order, page by page, its totals and its workbook say the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ordersOf } from '../../../domain/facts.ts';
import { personPinyin } from '../../volunteers/person-pinyin.ts';
import { recordColumns } from '../../../domain/records/record-columns.ts';
import { sql } from '../../db/sql.ts';
import { readSheet } from '../../files/read-sheet.ts';
import { shiftOf } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, hejing, luo, newcomer, served, leave } = await makeHouse();
afterAll(leave);

type Row = { record_id: string; title: string; name: string; number: string; minutes: number; state: string };
type List = {
  rows: Row[];
  next_cursor: string | null;
  totals: { count: number; goes_on: boolean; figures: Record<string, number> | null } | null;
};
const list = async (query: string): Promise<List> => (await t.get<List>(hejing, `/api/service-records?${query}`)).body;

const longest = '长者手机课堂'.padEnd(80, '长');
beforeAll(async () => {
  for (const [title, names, until] of [
    ['社区图书角值班', ['吴一', '林二', '艾三'], '11:00'],
    ['江边清洁', ['陈四', '吴五'], '10:00'],
    [longest, ['林六'], '11:30'],
  ] as const) {
    const shift = await shiftOf(t, county, { title });
    for (const name of names) {
      const person = await newcomer(name, shift);
      await t.setUp((writer) =>
        writer.run(sql`update persons set pinyin = ${personPinyin(name)} where id = ${person.id}`),
      );
      await served(person, shift, hours('09:00'), hours(until));
    }
  }
  t.now = hours('18:00');
});

async function pages(sort: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: List = await list(`limit=2&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    rows.push(...page.rows);
    cursor = page.next_cursor;
  }
  return rows;
}

test.each(ordersOf(recordColumns))('by %s page by page is the same as at once, each row once', async (sort) => {
  const [whole, parts] = [await list(`limit=200&sort=${sort}`), await pages(sort)];
  expect(parts.map((row) => row.record_id)).toEqual(whole.rows.map((row) => row.record_id));
  expect(new Set(parts.map((row) => row.record_id)).size).toBe(6);
});

test('names and titles go by pinyin, minutes by length, and either way back is the turned list', async () => {
  expect((await pages('name')).map((row) => row.name.slice(0, 1))).toEqual(['艾', '陈', '林', '林', '吴', '吴']);
  expect((await pages('title')).map((row) => row.title.slice(0, 1))).toEqual(['江', '江', '社', '社', '社', '长']);
  expect((await pages('-minutes')).map((row) => row.minutes)).toEqual([150, 120, 120, 120, 60, 60]);
  expect((await pages('minutes')).map((row) => row.record_id)).toEqual(
    (await pages('-minutes')).reverse().map((row) => row.record_id),
  );
});

test('totals come with the first page where they are asked for, and are those of the rows', async () => {
  expect((await list('limit=2')).totals).toBeNull();
  const first = await list('limit=2&totals=counted');
  expect(first.totals).toEqual({
    count: 6,
    goes_on: false,
    figures: { people: 6, credit_minutes: 3 * 120 + 2 * 60 + 150, honorary_minutes: 0 },
  });
  expect((await list(`limit=2&totals=counted&cursor=${first.next_cursor}`)).totals).toBeNull();
});

test('what was struck stays a row and leaves the sum', async () => {
  const [row] = await t.rows<{ volunteer_id: string; id: string }>(
    sql`select volunteer_id, id from service_records where minutes = 150`,
  );
  await t.post(luo, `/api/service-records/${row?.volunteer_id}/${row?.id}/reversal`, { reason: '查无此事' });
  expect((await list('totals=whole')).totals).toMatchObject({ count: 6, figures: { credit_minutes: 480 } });
});

test('a page goes on after the longest of titles', async () => {
  const first = await list('limit=1&sort=-title');
  expect(first.rows.map((row) => row.title)).toEqual([longest]);
  const second = await list(`limit=200&sort=-title&cursor=${first.next_cursor}`);
  expect(second.rows).toHaveLength(5);
});

test('a cursor of another order, and one that is none, is refused by name', async () => {
  const { next_cursor } = await list('limit=2&sort=name');
  const other = await t.get<{ field: string }>(hejing, `/api/service-records?sort=title&cursor=${next_cursor}`);
  expect([other.status, other.body.field]).toEqual([400, 'cursor']);
  expect((await t.get(hejing, '/api/service-records?cursor=eA')).status).toBe(400);
  expect((await t.get(hejing, '/api/service-records?sort=password')).status).toBe(400);
});

test('the workbook holds the same rows in the same order', async () => {
  const sheet = await readSheet((await t.get(hejing, '/api/service-records.xlsx?sort=-minutes')).raw);
  expect(sheet.rows.slice(1).map(({ cells }) => cells[3])).toEqual((await pages('-minutes')).map((row) => row.title));
});
