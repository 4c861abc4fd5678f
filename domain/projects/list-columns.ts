/** Activities and projects as they are listed. */
import type { FactColumns, Figures } from '../facts.ts';

export const activityColumns = {
  title: { zh: '名称', en: 'Name', kind: 'text' },
  starts_at: { zh: '开始', en: 'Starts', kind: 'instant' },
  ends_at: { zh: '结束', en: 'Ends', kind: 'instant' },
  shifts: { zh: '班次', en: 'Shifts', kind: 'number' },
  seats_taken: { zh: '已报 / 名额', en: 'Taken / places', kind: 'number' },
  waiting: { zh: '候补', en: 'Waiting', kind: 'number' },
  category: { zh: '类别', en: 'Category', kind: 'text' },
  place: { zh: '地点', en: 'Place', kind: 'text' },
  organization: { zh: '组织', en: 'Unit', kind: 'text' },
  project: { zh: '项目', en: 'Project', kind: 'text' },
} as const satisfies FactColumns;

export const activityFigures = {} as const satisfies Figures;

export const projectColumns = {
  title: { zh: '名称', en: 'Name', kind: 'text' },
  category: { zh: '类别', en: 'Category', kind: 'text' },
  brand: { zh: '品牌', en: 'Brand', kind: 'text' },
  organization: { zh: '组织', en: 'Unit', kind: 'text' },
  created_at: { zh: '立项', en: 'Since', kind: 'instant' },
} as const satisfies FactColumns;

export const projectFigures = {} as const satisfies Figures;
