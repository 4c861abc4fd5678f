import type { PermissionTable } from '../manifest.ts';

export const organizationsPermissions = {
  'organizations.read': {
    zh: '查看组织内部资料',
    en: 'read an organisation’s internal record',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader', 'reader', 'auditor'],
  },
  'organizations.manage': {
    zh: '建立、修改、移动、合并、撤销下级组织',
    en: 'create, change, move, merge and dissolve organisations',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager'],
  },
  'organizations.edit': {
    zh: '填写本组织资料',
    en: 'edit the organisation’s own record',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager'],
  },
  'organizations.rules': {
    zh: '发布和修订规则',
    en: 'issue and revise rule books',
    shows_people: false,
    approves: true,
    ready_roles: ['league_staff'],
  },
} as const satisfies PermissionTable;
