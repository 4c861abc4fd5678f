import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { dateFromSerial, dateOf, lostDigits, textOf, type Cell, type DateSystem } from './cells.ts';
import { plain, withoutSpaces } from './characters.ts';
import { dataRows, findHeader, mergeFiller, headerKey } from './header.ts';

function answer(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

describe('dates', () => {
  const rows: readonly (readonly [Cell, DateSystem, string])[] = [
    ['2023.6.5', 1900, '2023-06-05'],
    ['2023-6-5', 1900, '2023-06-05'],
    ['2023/06/05', 1900, '2023-06-05'],
    ['2023年6月5日', 1900, '2023-06-05'],
    ['２０２３．６．５', 1900, '2023-06-05'],
    ['2023.6.5 9:30', 1900, '2023-06-05'],
    ['2023.6.1 12:30', 1900, '2023-06-01'],
    ['2023-06-05T12:30:00', 1900, '2023-06-05'],
    ['2023.6.112:30', 1900, 'files.date_unknown'],
    ['20230605.0', 1900, 'files.date_unknown'],
    ['20230605', 1900, '2023-06-05'],
    [20230605, 1900, '2023-06-05'],
    [45082, 1900, '2023-06-05'],
    ['45082', 1900, '2023-06-05'],
    [43620, 1904, '2023-06-05'],
    [45082.75, 1900, '2023-06-05'],
    [new Date('2023-06-05T00:00:00Z'), 1900, '2023-06-05'],
    ['2023.2.29', 1900, 'files.date_unreal'],
    ['2024.2.29', 1900, '2024-02-29'],
    ['2023.13.1', 1900, 'files.date_unreal'],
    ['6/5/2023', 1900, 'files.date_unknown'],
    ['23.6.5', 1900, 'files.date_unknown'],
    ['2023.6', 1900, 'files.date_unknown'],
    [5, 1900, 'files.date_unknown'],
    ['上周五', 1900, 'files.date_unknown'],
    ['', 1900, 'files.date_missing'],
    [null, 1900, 'files.date_missing'],
  ];
  test.each(rows)('%s (%s) -> %s', (cell, system, expected) =>
    expect(answer(() => dateOf(cell, system))).toBe(expected),
  );

  test('both date systems name the same day 1,462 days apart, and 29 February 1900 never was', () => {
    expect(dateFromSerial(1, 1900)).toBe('1900-01-01');
    expect(dateFromSerial(59, 1900)).toBe('1900-02-28');
    expect(dateFromSerial(60, 1900)).toBeNull();
    expect(dateFromSerial(61, 1900)).toBe('1900-03-01');
    fc.assert(
      fc.property(fc.integer({ min: 1462 + 61, max: 60_000 }), (serial) => {
        expect(dateFromSerial(serial, 1900)).toBe(dateFromSerial(serial - 1462, 1904));
      }),
    );
  });
});

test.each([
  [110105194912310020, true],
  ['1.10105E+17', true],
  ['4.4E17', true],
  [13812345207, false],
  ['110105194912310021', false],
  [null, false],
] as const)('digits lost in %s: %s', (cell, expected) => expect(lostDigits(cell)).toBe(expected));

test('full-width characters and odd spaces become plain', () => {
  expect(plain('　Ａ\u00a0１２　 x\u200b ')).toBe('A 12 x');
  expect(withoutSpaces('４４０１ 06')).toBe('440106');
  expect(textOf(13812345207)).toBe('13812345207');
  expect(textOf(2.5)).toBe('2.5');
  expect(plain('⼿机')).toBe('手机');
});

const words = { name: ['姓名'], phone: ['手机', '联系电话'], team: ['所属组织'] } as const;
const sheetOf = (...rows: readonly (readonly Cell[])[]) => ({
  name: 's',
  date_system: 1900 as const,
  merges: [],
  hidden_columns: [] as number[],
  rows: rows.map((cells, place) => ({ number: place + 1, cells })),
});

describe('header row', () => {
  test('below titles, with other words, spaces, stars and brackets', () => {
    const header = findHeader(
      sheetOf(['2023年志愿者花名册'], ['填报单位：团县委'], [], ['序号', '*姓 名', '联系电话（必填）：']),
      { words, required: ['name', 'phone'] },
    );
    expect(header.row_number).toBe(4);
    expect([...header.columns]).toEqual([
      ['name', 1],
      ['phone', 2],
    ]);
    expect(headerKey(' *身 份 证 号（必填）：')).toBe('身份证号');
  });
  test('none is named with the columns that are needed', () => {
    expect(answer(() => findHeader(sheetOf(['张三', '13800000000']), { words, required: ['name', 'phone'] }))).toBe(
      'files.header_missing',
    );
  });
  test('in levels: the lowest word counts, together with the one above where both make a word', () => {
    const sheet = {
      ...sheetOf(
        ['2023年花名册', null, null, null, null],
        ['姓名', '联系方式', null, '家长', null],
        [null, '手机', '邮箱', '姓名', '电话'],
        ['张三', '1', '', '李四', '2'],
      ),
      merges: [
        { top: 1, bottom: 1, left: 0, right: 4 },
        { top: 2, bottom: 3, left: 0, right: 0 },
        { top: 2, bottom: 2, left: 1, right: 2 },
        { top: 2, bottom: 2, left: 3, right: 4 },
      ],
    };
    const header = findHeader<keyof typeof words | 'guardian' | 'guardian_phone'>(sheet, {
      words: { ...words, guardian: ['家长姓名'], guardian_phone: ['家长电话'] },
      required: ['name', 'phone'],
    });
    expect(header.row_number).toBe(3);
    expect([...header.columns]).toEqual([
      ['name', 0],
      ['phone', 1],
      ['guardian', 3],
      ['guardian_phone', 4],
    ]);
    expect(header.labels).toEqual(['姓名', '手机', '邮箱', '家长姓名', '家长电话']);
    expect(dataRows(sheet, header).rows.map((row) => row.number)).toEqual([4]);
  });
  test('a header of one row is not taken together with the people below it, nor with a title above', () => {
    const header = findHeader(sheetOf(['名单'], ['姓名', '手机'], ['张三', '']), {
      words,
      required: ['name', 'phone'],
    });
    expect([header.row_number, header.labels]).toEqual([2, ['姓名', '手机']]);
  });
  test('blank rows, totals, signatures and repeated headers are no people', () => {
    const sheet = sheetOf(
      ['姓名', '手机'],
      ['张三', '1'],
      [null, ' '],
      ['姓名', '手机'],
      ['李四', '2'],
      ['合 计', 2],
      ['填表人：王五', null],
    );
    const { rows, skipped } = dataRows(sheet, findHeader(sheet, { words, required: ['name'] }));
    expect(rows.map((row) => row.number)).toEqual([2, 5]);
    expect(skipped.map((row) => row.number)).toEqual([4, 6, 7]);
  });
  test('a team merged downwards speaks for each row; a title across does not', () => {
    const { rows } = sheetOf(
      ['标题'],
      ['姓名', '手机', '所属组织'],
      ['张三', '1', '一队'],
      ['李四', '2'],
      ['王五', '3', '二队'],
    );
    const filled = rows.map(
      mergeFiller(
        [
          { top: 1, bottom: 1, left: 0, right: 2 },
          { top: 3, bottom: 4, left: 2, right: 2 },
        ],
        2,
      ),
    );
    expect(filled.map((row) => row.cells[2] ?? null)).toEqual([null, '所属组织', '一队', '一队', '二队']);
  });
});
