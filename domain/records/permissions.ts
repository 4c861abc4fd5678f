import type { PermissionTable } from '../manifest.ts';

export const recordsPermissions = {
  'records.check_in': {
    zh: '现场扫码、出示签到码',
    en: 'scan cards and show the rotating code on site',
    shows_people: false,
    approves: false,
  },
  'records.confirm': {
    zh: '确认服务记录和评价',
    en: 'confirm attendance and its quality',
    shows_people: false,
    approves: false,
  },
  'records.propose': {
    zh: '提出补录和导入',
    en: 'propose back-filled and imported records',
    shows_people: false,
    approves: false,
  },
  'records.approve': {
    zh: '复核补录、导入、更正和超长时数',
    en: 'approve back-fills, imports, corrections and long days',
    shows_people: false,
    approves: true,
  },
  'records.certify': { zh: '出具志愿服务证明', en: 'issue service certificates', shows_people: false, approves: false },
  'records.read': { zh: '查看服务记录', en: 'read service records', shows_people: true, approves: false },
} as const satisfies PermissionTable;
