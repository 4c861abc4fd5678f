import type { PermissionTable } from '../manifest.ts';

export const recordsPermissions = {
  'records.check_in': {
    zh: '现场扫码、出示签到码',
    en: 'scan cards and show the rotating code on site',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader', 'check_in_helper'],
  },
  'records.confirm': {
    zh: '确认服务记录和评价',
    en: 'confirm attendance and its quality',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader', 'check_in_helper'],
  },
  'records.propose': {
    zh: '提出补录和导入',
    en: 'propose back-filled and imported records',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader'],
  },
  'records.approve': {
    zh: '复核补录、导入、更正和超长时数',
    en: 'approve back-fills, imports, corrections and long days',
    shows_people: false,
    approves: true,
    ready_roles: ['league_staff'],
  },
  'records.certify': {
    zh: '出具志愿服务证明',
    en: 'issue service certificates',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager'],
  },
  'records.read': {
    zh: '查看服务记录',
    en: 'read service records',
    shows_people: true,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader', 'reader', 'auditor'],
  },
} as const satisfies PermissionTable;
