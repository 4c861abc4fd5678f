/** Roles that every installation begins with; an administrator shapes others on the page. */
import { permissions, type Permission } from '../permissions.ts';

export type BuiltInRole = {
  readonly name_zh: string;
  readonly name_en: string;
  readonly permissions: readonly Permission[];
};

const reading: readonly Permission[] = ['organizations.read', 'volunteers.read', 'projects.read', 'records.read'];
const leading: readonly Permission[] = [
  'organizations.read',
  'projects.read',
  'projects.write',
  'projects.publish',
  'projects.roster',
  'records.check_in',
  'records.confirm',
  'records.propose',
  'records.read',
  'volunteers.read',
  'volunteers.rights',
];

const managing: readonly Permission[] = [
  ...leading,
  'organizations.edit',
  'volunteers.register',
  'volunteers.edit',
  'records.certify',
  'accounts.grant',
];

export const builtInRoles: readonly BuiltInRole[] = [
  { name_zh: '系统管理员', name_en: 'Administrator', permissions },
  {
    name_zh: '团委干事',
    name_en: 'League committee staff',
    permissions: permissions.filter(
      (permission) => !['accounts.jobs', 'ledger.verify', 'volunteers.approve_minor_access'].includes(permission),
    ),
  },
  // P16: a brigade founds teams below itself and gives them their accounts
  { name_zh: '大队管理员', name_en: 'Brigade manager', permissions: [...managing, 'organizations.manage'] },
  { name_zh: '组织管理员', name_en: 'Organisation manager', permissions: managing },
  { name_zh: '队长', name_en: 'Team leader', permissions: leading },
  {
    name_zh: '签到帮手',
    name_en: 'Check-in helper',
    permissions: ['projects.read', 'projects.roster', 'records.check_in', 'records.confirm'],
  },
  { name_zh: '查看员', name_en: 'Reader', permissions: reading },
  { name_zh: '审计员', name_en: 'Auditor', permissions: [...reading, 'accounts.audit', 'ledger.verify'] },
];
