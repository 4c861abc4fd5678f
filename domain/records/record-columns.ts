/** A service record as it is listed: its columns on the page, in the workbook and in the order. */
import type { FactColumns, Figures } from '../facts.ts';

export const recordColumns = {
  service_day: { zh: '日期', en: 'Day', kind: 'day' },
  name: { zh: '志愿者', en: 'Volunteer', kind: 'name' },
  number: { zh: '志愿者编号', en: 'Number', kind: 'text' },
  title: { zh: '服务', en: 'Service', kind: 'text' },
  organization: { zh: '组织', en: 'Organisation', kind: 'text' },
  started_at: { zh: '开始', en: 'From', kind: 'instant' },
  ended_at: { zh: '结束', en: 'Until', kind: 'instant' },
  minutes: { zh: '时长', en: 'Time', kind: 'minutes' },
  balance: { zh: '计入', en: 'As', kind: 'text' },
  source: { zh: '来源', en: 'Source', kind: 'text' },
  state: { zh: '状态', en: 'State', kind: 'text' },
} as const satisfies FactColumns;

/** What counts: minutes of records that were struck or still wait are in no sum. */
export const recordFigures = {
  people: { zh: '人', en: 'people', kind: 'number', adds: 'distinct' },
  credit_minutes: { zh: '信用', en: 'credit', kind: 'minutes', adds: 'sum' },
  honorary_minutes: { zh: '荣誉', en: 'honorary', kind: 'minutes', adds: 'sum' },
} as const satisfies Figures;
