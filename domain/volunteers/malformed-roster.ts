/**
 * A roster as a county office sends it, with every defect that was seen (domain knowledge, section 4) and what must
 * become of each row. People are invented; the same list is used by tests, by the browser journey and by the demonstration.
 */
import type { Cell } from '../files/cells.ts';
import { exampleNumber } from './gb11643.ts';

export type MessyRow = { readonly cells: readonly Cell[]; readonly problems: readonly string[] }; // problem codes; empty means good
export type MessyRoster = {
  readonly titles: readonly string[]; // each merged across
  readonly header: readonly string[];
  readonly rows: readonly MessyRow[];
  readonly foot: readonly (readonly Cell[])[];
};

const surnames = '林陈李王张刘黄周吴徐';
const given = ['晓禾', '嘉', '雨桐', '子墨', '思远', '静', '浩然', '一诺', '明', '若曦', '建国'];
const name = (place: number): string => `${surnames[place % 10]}${given[place % 11]}`;
const phone = (place: number): string => `1380${String(5_000_000 + place)}`;
const number = (place: number, birth = birthOf(place)): string => exampleNumber('330702', birth, place % 1000);
const birthOf = (place: number): string =>
  `${1960 + (place % 45)}-${String((place % 12) + 1).padStart(2, '0')}-${String((place % 28) + 1).padStart(2, '0')}`;
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const wrongCheck = (id: string): string => id.slice(0, 17) + (id.endsWith('1') ? '2' : '1');

type Inputs = { name: string; document: string; phone: string; team: Cell; joined: Cell; remark: string };
type Changed = { [name in keyof Inputs]?: Cell };
type Defect = {
  readonly change: (inputs: Inputs, place: number) => Changed;
  readonly problems: readonly string[];
};

/** In this order, one defect on every fourth row. */
const defects: readonly Defect[] = [
  {
    change: (inputs) => ({ document: Number(inputs.document.replace('X', '0')) }),
    problems: ['volunteers.document_as_number'],
  },
  {
    change: (inputs) => ({ document: `${inputs.document.slice(0, 1)}.30702E+17` }),
    problems: ['volunteers.document_as_number'],
  },
  { change: (inputs) => ({ document: inputs.document.toLowerCase() }), problems: [] },
  { change: (inputs) => ({ document: fullWidth(inputs.document) }), problems: [] },
  {
    change: (inputs) => ({
      document: `'${inputs.document.slice(0, 6)} ${inputs.document.slice(6)}`.slice(1),
    }),
    problems: [],
  },
  { change: (inputs) => ({ name: inputs.name.split('').join(' ') }), problems: [] },
  {
    change: (_, place) => ({ name: ['阿卜杜拉•买买提', '迪丽热巴・阿不都', '古丽‧阿依'][place % 3] ?? '' }),
    problems: [],
  },
  { change: (inputs) => ({ phone: Number(inputs.phone) }), problems: [] },
  {
    change: (inputs) => ({
      phone: `${inputs.phone.slice(0, 3)}-${inputs.phone.slice(3, 7)}-${inputs.phone.slice(7)}`,
    }),
    problems: [],
  },
  { change: () => ({ joined: '2023.6.5' }), problems: [] },
  { change: () => ({ joined: 45082 }), problems: [] },
  { change: () => ({ joined: new Date('2023-06-05T00:00:00Z') }), problems: [] },
  { change: () => ({ joined: '2023年6月5日' }), problems: [] },
  { change: () => ({ joined: '2023.2.30' }), problems: ['files.date_unreal'] },
  { change: () => ({ joined: '上学期' }), problems: ['files.date_unknown'] },
  { change: (inputs) => ({ document: wrongCheck(inputs.document) }), problems: ['volunteers.document_check'] },
  {
    change: (inputs) => ({ document: inputs.document.slice(0, 17) }),
    problems: ['volunteers.document_length'],
  },
  { change: () => ({ document: '330702900101001' }), problems: ['volunteers.document_old'] },
  {
    change: () => ({ document: exampleNumber('330702', '1990-13-01', 1) }),
    problems: ['volunteers.document_birth_date'],
  },
  { change: () => ({ document: exampleNumber('090702', '1990-01-01', 1) }), problems: ['volunteers.document_region'] },
  { change: () => ({ document: '' }), problems: ['volunteers.document_missing'] },
  { change: () => ({ phone: '1380579123' }), problems: ['volunteers.phone_length'] },
  { change: () => ({ phone: '0579-82345678' }), problems: ['volunteers.phone_landline'] },
  { change: () => ({ name: '' }), problems: ['volunteers.name_missing'] },
  { change: () => ({ name: '=HYPERLINK("x")' }), problems: ['volunteers.name_character'] },
  { change: () => ({ team: '没有这支队' }), problems: ['volunteers.organization_unknown'] },
  { change: (_, place) => ({ document: number(place, '2016-05-04') }), problems: ['volunteers.row_child'] },
  { change: (_, place) => ({ document: number(place, '2011-05-04') }), problems: [] }, // 15: taken, a guardian is still needed
];

export function malformedRoster(size: number, teams: readonly string[]): MessyRoster {
  const rows: MessyRow[] = [];
  for (let place = 0; place < size; place += 1) {
    const inputs: Inputs = {
      name: name(place),
      document: number(place),
      phone: phone(place),
      team: teams[place % teams.length] ?? '',
      joined: '2024-03-05',
      remark: '',
    };
    const defect = place % 4 === 3 ? defects[((place - 3) / 4) % defects.length] : undefined;
    const changed = { ...inputs, ...defect?.change(inputs, place) };
    const isRepeat = place % 97 === 96;
    const first = rows[place - 96];
    if (isRepeat && first && first.problems.length === 0) {
      rows.push({ cells: [place + 1, ...first.cells.slice(1)], problems: ['volunteers.row_duplicate_document'] });
      continue;
    }
    rows.push({
      cells: [place + 1, changed.name, changed.document, changed.phone, changed.team, changed.joined, changed.remark],
      problems: defect?.problems ?? [],
    });
  }
  return {
    titles: ['2026 年志愿者花名册（示例）', '填报单位：婺城区  填报日期：2026.11.20'],
    header: ['序号', '姓 名', '*身份证号码（18位）', '联系电话', '所属队伍', '入队时间', '备注'],
    rows,
    foot: [
      ['合  计', size],
      ['填表人：示例', null, null, '审核人：示例'],
    ],
  };
}
