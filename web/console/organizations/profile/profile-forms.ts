import {
  attributeKinds,
  leagueKinds,
  mechanismRoleNames,
  mechanismRoles,
  pairedKinds,
  setUpCheckNames,
  setUpChecks,
  type AttributeKind,
} from '../../../../domain/organizations/attributes.ts';
import { t } from '../../../ui/words.ts';
import { type FormField, text, long, past, count, choice, yes, date, organization } from './form-fields.ts';

export function attributeForm(kind: AttributeKind): readonly FormField[] {
  switch (kind) {
    case 'direction':
      return [text('direction', '服务方向', 'Direction'), long('content', '服务内容', 'Content')];
    case 'registration':
      return [
        text('registry_number', '登记证号', 'Registry number'),
        past('registered_on', '登记日期', 'Registered on'),
      ];
    case 'league_state':
      return [
        count('league_members', '团员人数', 'League members'),
        {
          ...choice('league_form', t('团组织', 'League organisation'), ['own', 'joint'], {
            own: { zh: '单独建立', en: 'Own' },
            joint: { zh: '加入联合团组织', en: 'Joint' },
          }),
          optional: true,
        },
        { ...text('joint_with', '联合团组织名称', 'Joint with'), optional: true },
        count('party_members', '党员人数', 'Party members'),
        yes('has_party_organization', '已建党组织', 'Party organisation founded'),
      ];
    case 'leader':
      return [text('name', '姓名', 'Name'), { ...text('post', '职务', 'Post'), optional: true }];
    case 'headcount':
      return [count('members', '会员人数', 'Members'), count('staff', '专职人员', 'Staff')];
    case 'supporter':
      return [
        text('item', '支持单位', 'Supporter'),
        text('occasion', '成立契机', 'Occasion'),
        yes('is_civilisation_practice', '与新时代文明实践中心相关', 'Linked to a civilisation-practice centre'),
      ];
    case 'set_up':
      return [choice('item', t('检查项', 'Check'), setUpCheckNames, setUpChecks), text('note', '落实情况', 'How')];
    case 'contact_officer':
      return [text('name', '姓名', 'Name'), text('phone', '电话', 'Phone'), text('from_unit', '单位', 'Unit')];
    case 'policy_sheet':
      return [
        long('problems', '问题', 'Problems'),
        long('measures', '措施', 'Measures'),
        text('person', '责任人', 'Responsible'),
        date('deadline', '期限', 'Deadline'),
      ];
    case 'pairing':
      return [organization('item', '结对社区', 'Community', pairedKinds), long('plan', '结对计划', 'Plan')];
    case 'incubated':
      return [
        organization('item', '孵化的组织', 'Organisation'),
        choice('state', t('状态', 'State'), ['entered', 'incubating', 'independent', 'left'], {
          entered: { zh: '入驻', en: 'Entered' },
          incubating: { zh: '孵化中', en: 'Incubating' },
          independent: { zh: '独立运行', en: 'Independent' },
          left: { zh: '离开', en: 'Left' },
        }),
      ];
    case 'carrier':
      return [
        text('item', '品牌项目', 'Brand project'),
        organization('branch_id', '承载的团组织', 'League branch', leagueKinds),
      ];
    case 'area':
      return [text('name', '片区', 'Area')];
    case 'watcher':
      return [text('name', '盯县干部', 'Watcher')];
    case 'mechanism_role':
      return [choice('role', t('机制角色', 'Role'), mechanismRoleNames, mechanismRoles)];
    case 'group_member':
      return [
        text('item', '成员单位', 'Department'),
        { ...organization('organization_id', '平台上的组织', 'Its organisation here'), optional: true },
      ];
    case 'standardised':
      return [text('document', '认定文件', 'Document')];
    case 'pilot_unit':
    case 'pilot_community':
      return [text('batch', '试点批次', 'Batch')];
    case 'city_level':
      return [yes('is_city_level', '市级单位', 'City-level unit')];
  }
}

/** Kinds that fit an organisation of this kind, so that a list stays short. */
export function attributeKindsFor(kind: string): readonly AttributeKind[] {
  const association: readonly AttributeKind[] = [
    'leader',
    'direction',
    'registration',
    'league_state',
    'headcount',
    'supporter',
    'contact_officer',
    'pairing',
    'carrier',
    'mechanism_role',
    'standardised',
    'pilot_unit',
  ];
  const byKind: Readonly<Record<string, readonly AttributeKind[]>> = {
    federation: association,
    volunteer_association: association,
    youth_volunteer_association: association,
    county: ['policy_sheet', 'area', 'watcher'],
    village: ['pilot_community'],
    leading_group: ['leader', 'group_member'],
    action_centre: ['leader', 'set_up', 'headcount', 'direction'],
    party_mass_centre: ['incubated'],
    unit: ['city_level', 'mechanism_role', 'headcount'],
    park: ['city_level', 'headcount'],
    department: ['mechanism_role'],
    league_committee: ['leader', 'mechanism_role', 'headcount', 'direction'],
    league_branch: ['leader', 'headcount'],
  };
  return byKind[kind] ?? ['leader', 'direction', 'headcount', 'contact_officer', 'pairing'];
}

export const attributeWords = (kind: string) =>
  kind in attributeKinds ? t(attributeKinds[kind as AttributeKind].zh, attributeKinds[kind as AttributeKind].en) : kind;
