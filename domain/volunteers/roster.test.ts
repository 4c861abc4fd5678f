import { describe, expect, test } from 'vitest';
import type { Cell, Sheet } from '../files/cells.ts';
import { Problem } from '../problem.ts';
import { checkCharacter } from './gb11643.ts';
import { readRoster } from './roster.ts';

const today = '2026-11-22';
const id = (place: number, birth = '19900101'): string => {
  const first = `330702${birth}${String(place).padStart(3, '0')}`;
  return first + checkCharacter(first);
};
const header = ['序号', '姓名', '性别', '身份证号', '联系电话', '所属组织', '政治面貌', '入队时间', '备注'];
const sheetOf = (...people: readonly (readonly Cell[])[]): Sheet => ({
  name: '花名册',
  date_system: 1900,
  merges: [],
  hidden_columns: [],
  rows: [['2023年金华市志愿者花名册（示例）'], header, ...people].map((cells, place) => ({ number: place + 1, cells })),
});
const one = (row: readonly Cell[]) => {
  const found = readRoster(sheetOf(row), today).rows[0];
  if (!found) throw new Error('no row');
  return found;
};
const reasons = (row: readonly Cell[]): string[] => one(row).problems.map(({ code }) => code);

test('a good row is a person', () => {
  const row = one([
    1,
    '阿依 古丽',
    '女',
    '３３０７０２１９９００１０１００２' + id(2).slice(-1),
    '138 1234 5207',
    '一队',
    '共青团员',
    '2023.6.5',
    '党员家属',
  ]);
  expect(row.problems).toEqual([]);
  expect(row.person).toMatchObject({
    name: '阿依古丽',
    phone: '13812345207',
    organization_name: '一队',
    is_league_member: true,
    joined_on: '2023-06-05',
    needs_guardian: false,
    document: { type: 'resident_id', number: id(2), birth_date: '1990-01-01', sex: 'female' },
  });
});

describe('every defect of an office roster has its reason', () => {
  test.each([
    [
      'ID stored as a number',
      [1, '张三', '男', Number('330702199001010011'), '13812345207'],
      ['volunteers.document_as_number'],
    ],
    ['ID shown as 3.3E+17', [1, '张三', '男', '3.30702E+17', '13812345207'], ['volunteers.document_as_number']],
    ['lower-case x', [1, '张三', '女', '11010519491231002x', '13812345207'], []],
    ['minority name', [1, '阿卜杜拉•买买提', '男', id(1), '13812345207'], []],
    ['phone stored as a number', [1, '张三', '男', id(1), 13812345207], []],
    ['date as a serial', [1, '张三', '男', id(1), '13812345207', '', '', 45082], []],
    ['impossible date', [1, '张三', '男', id(1), '13812345207', '', '', '2023.2.30'], ['files.date_unreal']],
    [
      'wrong check character',
      [1, '张三', '男', id(1).slice(0, 17) + (id(1).endsWith('0') ? '1' : '0'), '13812345207'],
      ['volunteers.document_check'],
    ],
    ['wrong sex', [1, '张三', '女', id(1), '13812345207'], ['volunteers.sex_mismatch']],
    ['short phone', [1, '张三', '男', id(1), '1381234520'], ['volunteers.phone_length']],
    ['everything empty but the name', [1, '张三'], ['volunteers.document_missing', 'volunteers.phone_missing']],
    ['no name', [1, '', '男', id(1), '13812345207'], ['volunteers.name_missing']],
    ['a child', [1, '小朋友', '男', id(1, '20180101'), '13812345207'], ['volunteers.row_child']],
  ] as const)('%s', (_, row, expected) => expect(reasons(row)).toEqual(expected));

  test('all problems of a row are named at once', () => {
    expect(reasons([1, '张3', '男', '123', '138', '', '', '6/5/2023'])).toEqual([
      'volunteers.name_character',
      'volunteers.document_length',
      'volunteers.phone_length',
      'files.date_unknown',
    ]);
  });
});

test('fourteen to seventeen needs a guardian, eighteen today does not', () => {
  expect(one([1, '张三', '男', id(1, '20121122'), '13812345207']).person?.needs_guardian).toBe(true);
  expect(one([1, '张三', '男', id(1, '20081123'), '13812345207']).person?.needs_guardian).toBe(true);
  expect(one([1, '张三', '男', id(1, '20081122'), '13812345207']).person?.needs_guardian).toBe(false);
});

test('the second row of one document is refused and names the first; a shared phone is a note', () => {
  const { rows } = readRoster(
    sheetOf(
      [1, '张三', '男', id(1), '13812345207'],
      [2, '张 三', '男', id(1), '13812345207'],
      [3, '李四', '男', id(1), '13812345208'],
      [4, '张小三', '男', id(3), '13812345207'],
      ['合计', 4],
    ),
    today,
  );
  expect(rows.map((row) => row.problems.map(({ code, params }) => `${code} ${params['row']}`))).toEqual([
    [],
    ['volunteers.row_duplicate_document 3'],
    ['volunteers.row_duplicate_other_name 3'],
    [],
  ]);
  expect(rows[3]?.notes).toEqual([{ code: 'volunteers.row_shared_phone', params: { row: 3 }, field: 'phone' }]);
});

test('a sheet without the needed columns is refused by their names', () => {
  try {
    readRoster({ ...sheetOf(), rows: [{ number: 1, cells: ['姓名', '年龄'] }] }, today);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).params).toEqual({ columns: '姓名、证件号码、手机' });
  }
});
