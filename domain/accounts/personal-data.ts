/** What the yearly audit of personal data counts (PIPL art. 54; minors' data every year, 未成年人网络保护条例 art. 37), and which event each act leaves. */
import type { AuditAction } from '../audit-actions.ts';

type Act = {
  readonly action: AuditAction;
  readonly of_minors?: boolean;
  /** Concerns the installation, not a place. */ readonly everywhere?: true;
  readonly zh: string;
  readonly en: string;
};

export const personalDataActs = {
  revealed: {
    action: 'volunteers.reveal',
    of_minors: false,
    zh: '查看成年人的完整信息',
    en: 'Full data of adults opened',
  },
  minors_revealed: {
    action: 'volunteers.reveal',
    of_minors: true,
    zh: '查看未成年人的完整信息',
    en: 'Full data of minors opened',
  },
  minor_access_asked: {
    action: 'volunteers.ask_minor_access',
    zh: '申请查看未成年人',
    en: 'Access to minors asked for',
  },
  minor_access_decided: {
    action: 'volunteers.decide_minor_access',
    zh: '审批查看未成年人',
    en: 'Access to minors decided',
  },
  volunteers_exported: {
    action: 'volunteers.export_volunteers',
    zh: '导出志愿者名册',
    en: 'Lists of volunteers exported',
  },
  records_exported: { action: 'records.export_records', zh: '导出服务记录', en: 'Service records exported' },
  roster_exported: { action: 'projects.export_roster', zh: '导出报名名单', en: 'Rosters exported' },
  answers_exported: { action: 'organizations.export_survey', zh: '导出问卷答复', en: 'Answers to surveys exported' },
  ledger_exported: {
    action: 'organizations.export_overview',
    zh: '导出县级组织台账',
    en: 'Ledgers of counties exported',
  },
  lists_exported: { action: 'organizations.export_list', zh: '导出组织清单', en: 'Lists of organisations exported' },
  certificate_opened: {
    action: 'records.open_certificate',
    zh: '工作人员查看他人的证明',
    en: 'Certificates opened by staff',
  },
  report_exported: { action: 'accounts.export_report', zh: '导出本审计', en: 'This audit exported' },
  own_exported: { action: 'volunteers.export_own', zh: '本人导出自己的信息', en: 'Own data exported' },
  erased: { action: 'volunteers.erase', zh: '删除个人信息', en: 'People deleted' },
  consent_withdrawn: { action: 'volunteers.withdraw_consent', zh: '撤回同意', en: 'Consents withdrawn' },
  keys_rotated: {
    action: 'platform.rotate_keys',
    everywhere: true,
    zh: '更换密钥（整个平台）',
    en: 'Keys rotated (whole platform)',
  },
} as const satisfies Record<string, Act>;

export type PersonalDataAct = keyof typeof personalDataActs;
export const personalDataActNames = Object.keys(personalDataActs) as [PersonalDataAct, ...PersonalDataAct[]];
export const actOf = (name: PersonalDataAct): Act => personalDataActs[name];
