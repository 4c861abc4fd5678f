/** The roster that people fill in: our words for the columns, choices, and an example row that is no person. */
import { textOf, type Cell } from '../files/cells.ts';
import { documentTypes } from './identity.ts';
import { rosterWords, type RosterField } from './roster-words.ts';

type TemplateColumn = {
  readonly header: string;
  readonly width?: number;
  readonly choices?: readonly string[];
  readonly example: string;
};

type Described = { readonly field: RosterField; readonly example: string; readonly choices?: readonly string[] };
const fields: readonly Described[] = [
  { field: 'name', example: '示例·林晓禾' },
  { field: 'document_type', example: '居民身份证', choices: Object.values(documentTypes).map((type) => type.zh) },
  { field: 'document_number', example: '11010519491231002X' },
  { field: 'birth_date', example: '' },
  { field: 'phone', example: '13800000000' },
  { field: 'organization', example: '' },
  { field: 'political_status', example: '共青团员', choices: ['共青团员', '中共党员', '群众', '其他'] },
  { field: 'joined_on', example: '2026-03-05' },
  { field: 'guardian_name', example: '' },
  { field: 'guardian_phone', example: '' },
  { field: 'remark', example: '这一行是示例，导入时跳过' },
];

export const rosterTemplate: readonly TemplateColumn[] = fields.map(({ field, example, choices }) => ({
  header: rosterWords[field][0],
  example,
  width: field === 'document_number' || field === 'remark' ? 26 : 16,
  ...(choices ? { choices } : {}),
}));

/** The example row of the template, sent back unchanged, is no person. */
export function isExampleRow(cells: readonly Cell[]): boolean {
  return textOf(cells[0]) === '示例·林晓禾';
}
