import { afterAll, beforeAll, expect, test } from 'vitest';
import { asParameter } from './array-parameter.ts';
import { Reader } from './reader.ts';
import { sql } from './sql.ts';
import { testDatabase } from '../testing/test-database.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
});

test.each<[string, unknown[]]>([
  [
    'text',
    [
      '张三',
      '',
      ' ',
      'null',
      'NULL',
      null,
      'a,b',
      '{x}',
      'say "x"',
      'back\\slash',
      "o'clock",
      'two\nlines',
      '\u3000',
      '买买提·艾力',
    ],
  ],
  ['text', []],
  ['bytea', [Buffer.from([0, 255, 92]), Buffer.alloc(0), null]],
  ['int', [1, -2, null]],
  ['float8', [0.5, 1e21]],
  ['boolean', [true, false, null]],
  ['uuid', ['01900000-0000-7000-8000-000000000001']],
])('%s[] %j arrives as it was sent', async (type, list) => {
  const { back } = await new Reader(database.pool).one<{ back: unknown[] }>(
    sql`select ${list}::${sql.raw(type)}[] as back`,
  );
  expect(back).toEqual(list);
});

test('what is no simple list is left to the driver', () => {
  for (const value of ['{x}', 5, null, [[1], [2]], [new Date(0)]]) expect(asParameter(value)).toBe(value);
});
