import type { PermissionTable } from '../manifest.ts';

export const accountsPermissions = {
  'accounts.grant': {
    zh: '设置角色、授予和收回权限',
    en: 'shape roles, grant and end them',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager'],
  },
  'accounts.audit': {
    zh: '查看操作记录',
    en: 'read the audit trail',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'auditor'],
  },
  'accounts.jobs': {
    zh: '查看后台任务',
    en: 'read the background jobs',
    shows_people: false,
    approves: false,
    ready_roles: [],
  },
} as const satisfies PermissionTable;
