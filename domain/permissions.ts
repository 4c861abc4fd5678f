/** Every permission of the product as a sentence: who holds it may do this where the subject belongs to the granted place. */
export const permissionSentences = {
  'organizations.read': { zh: '查看组织内部资料', en: 'read an organisation’s internal record' },
  'organizations.manage': {
    zh: '建立、修改、移动、合并、撤销下级组织',
    en: 'create, change, move, merge and dissolve organisations',
  },
  'organizations.edit': { zh: '填写本组织资料', en: 'edit the organisation’s own record' },
  'organizations.rules': { zh: '发布和修订规则', en: 'issue and revise rule books' },
  'accounts.grant': { zh: '设置角色、授予和收回权限', en: 'shape roles, grant and end them' },
  'accounts.audit': { zh: '查看操作记录', en: 'read the audit trail' },
  'accounts.jobs': { zh: '查看后台任务', en: 'read the background jobs' },
  'volunteers.read': { zh: '查看志愿者名册（打码）', en: 'read the volunteer roster (masked)' },
  'volunteers.register': { zh: '登记和导入志愿者', en: 'register and import volunteers' },
  'volunteers.edit': { zh: '修改志愿者资料和组织关系', en: 'change volunteers’ data and memberships' },
  'volunteers.reveal': { zh: '写明理由后查看完整个人信息', en: 'reveal personal data with a reason' },
  'volunteers.approve_minor_access': { zh: '批准查看未成年人信息', en: 'approve access to a minor’s data' },
  'volunteers.merge': {
    zh: '处理重复人员合并、帮丢了手机的人换手机号',
    en: 'decide the merging of duplicate people, and new phones for those who lost theirs',
  },
  'volunteers.rights': { zh: '答复志愿者权益事项', en: 'answer volunteers’ rights matters' },
  'projects.read': { zh: '查看项目、活动和报名名单', en: 'read projects, activities and rosters' },
  'projects.write': { zh: '编写项目和活动', en: 'write projects and activities' },
  'projects.publish': { zh: '发布活动', en: 'publish activities' },
  'projects.approve': { zh: '审核下级发布的活动', en: 'approve activities published below' },
  'projects.roster': { zh: '管理报名名单、邀请和消息', en: 'manage rosters, invitations and messages' },
  'records.check_in': { zh: '现场扫码、出示签到码', en: 'scan cards and show the rotating code on site' },
  'records.confirm': { zh: '确认服务记录和评价', en: 'confirm attendance and its quality' },
  'records.propose': { zh: '提出补录和导入', en: 'propose back-filled and imported records' },
  'records.approve': {
    zh: '复核补录、导入、更正和超长时数',
    en: 'approve back-fills, imports, corrections and long days',
  },
  'records.certify': { zh: '出具志愿服务证明', en: 'issue service certificates' },
  'records.read': { zh: '查看服务记录', en: 'read service records' },
  'ledger.verify': { zh: '核验账本', en: 'verify the ledger' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type Permission = keyof typeof permissionSentences;
/** Whoever holds one decides beside a first person: a grant of it counts only after a second administrator's yes. */
export const approvingPermissions: readonly Permission[] = [
  'records.approve',
  'volunteers.merge',
  'volunteers.approve_minor_access',
  'projects.approve',
  'organizations.rules',
];
export const permissions = Object.keys(permissionSentences) as Permission[];
