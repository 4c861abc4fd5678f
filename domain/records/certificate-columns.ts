/** A certificate as the archive lists it. */
import type { FactColumns, Figures } from '../facts.ts';

export const certificateColumns = {
  number: { zh: '编号', en: 'Number', kind: 'text' },
  name: { zh: '志愿者', en: 'Volunteer', kind: 'name' },
  purpose: { zh: '用途', en: 'For', kind: 'text' },
  issuer: { zh: '出具单位', en: 'Issuer', kind: 'text' },
  total_minutes: { zh: '时长', en: 'Hours', kind: 'minutes' },
  issued_at: { zh: '出具', en: 'Issued', kind: 'instant' },
  state: { zh: '状态', en: 'State', kind: 'text' },
} as const satisfies FactColumns;

export const certificateFigures = {
  people: { zh: '人', en: 'people', kind: 'number', adds: 'distinct' },
} as const satisfies Figures;
