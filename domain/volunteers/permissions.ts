import type { PermissionTable } from '../manifest.ts';

export const volunteersPermissions = {
  'volunteers.read': {
    zh: '查看志愿者名册（打码）',
    en: 'read the volunteer roster (masked)',
    shows_people: true,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader', 'reader', 'auditor'],
  },
  'volunteers.register': {
    zh: '登记和导入志愿者',
    en: 'register and import volunteers',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager'],
  },
  'volunteers.edit': {
    zh: '修改志愿者资料和组织关系',
    en: 'change volunteers’ data and memberships',
    shows_people: true,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager'],
  },
  'volunteers.reveal': {
    zh: '写明理由后查看完整个人信息',
    en: 'reveal personal data with a reason',
    shows_people: true,
    approves: false,
    ready_roles: ['league_staff'],
  },
  'volunteers.approve_minor_access': {
    zh: '批准查看未成年人信息',
    en: 'approve access to a minor’s data',
    shows_people: false,
    approves: true,
    ready_roles: [],
  },
  'volunteers.merge': {
    zh: '处理重复人员合并、帮丢了手机的人换手机号',
    en: 'decide the merging of duplicate people, and new phones for those who lost theirs',
    shows_people: false,
    approves: true,
    ready_roles: ['league_staff'],
  },
  'volunteers.rights': {
    zh: '答复志愿者权益事项',
    en: 'answer volunteers’ rights matters',
    shows_people: false,
    approves: false,
    ready_roles: ['league_staff', 'brigade_manager', 'organization_manager', 'team_leader'],
  },
} as const satisfies PermissionTable;
