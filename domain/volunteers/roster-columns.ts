/** A volunteer as the roster lists one. */
import type { FactColumns, Figures } from '../facts.ts';

export const rosterColumns = {
  name: { zh: '姓名', en: 'Name', kind: 'name' },
  number: { zh: '志愿者编号', en: 'Number', kind: 'text' },
  organization: { zh: '所属组织', en: 'Organisation', kind: 'text' },
  source: { zh: '来源', en: 'Source', kind: 'text' },
  registered_at: { zh: '注册日期', en: 'Registered', kind: 'instant' },
} as const satisfies FactColumns;

export const rosterFigures = {
  league_members: { zh: '团员', en: 'league members', kind: 'number', adds: 'sum' },
  minors: { zh: '未成年', en: 'minors', kind: 'number', adds: 'sum' },
} as const satisfies Figures;
