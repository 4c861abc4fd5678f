import type { PermissionTable } from '../manifest.ts';

export const projectsPermissions = {
  'projects.read': {
    zh: '查看项目、活动和报名名单',
    en: 'read projects, activities and rosters',
    shows_people: true,
    approves: false,
    ready_roles: [
      'league_staff',
      'brigade_manager',
      'organization_manager',
      'team_leader',
      'check_in_helper',
      'reader',
      'auditor',
    ],
  },
  'projects.write': {
    zh: '编写项目和活动',
    en: 'write projects and activities',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader'],
  },
  'projects.publish': {
    zh: '发布活动',
    en: 'publish activities',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader'],
  },
  'projects.approve': {
    zh: '审核下级发布的活动',
    en: 'approve activities published below',
    shows_people: false,
    approves: true,
    ready_roles: ['league_staff'],
  },
  'projects.roster': {
    zh: '管理报名名单、邀请和消息',
    en: 'manage rosters, invitations and messages',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader', 'check_in_helper'],
  },
} as const satisfies PermissionTable;
