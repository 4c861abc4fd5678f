import { buildStepNames, buildSteps, countyClasses } from '../../../../domain/organizations/build-steps.ts';
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
import { meetingKinds, meetingNames, statutoryEnglish } from '../../../../domain/organizations/statutory.ts';
import {
  bottleneckTypeNames,
  bottleneckTypes,
  centreDuties,
  centreDutyNames,
  taskKinds,
  type TaskKind,
} from '../../../../domain/organizations/tasks.ts';
import { t } from '../../../ui/words.ts';

/** Which fields a form asks for each kind of attribute and task; the names are those of the contract. */
export type FormField = {
  readonly name: string;
  readonly label: string;
  readonly as: 'text' | 'long' | 'count' | 'date' | 'choice' | 'yes' | 'organization' | 'document';
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly optional?: true;
  readonly until?: 'today';
  /** Of organisations: only these kinds, with commas. */
  readonly kinds?: string;
  /** Of documents: only those of this kind. */
  readonly kept_as?: 'minutes';
};

const text = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'text' });
const long = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'long' });
const date = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'date' });
/** Something that has happened: today at the latest. */
const past = (name: string, zh: string, en: string): FormField => ({
  name,
  label: t(zh, en),
  as: 'date',
  until: 'today',
});
const count = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'count' });
const yes = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'yes' });
const organization = (name: string, zh: string, en: string, kinds: readonly string[] = []): FormField => ({
  name,
  label: t(zh, en),
  as: 'organization',
  ...(kinds.length === 0 ? {} : { kinds: kinds.join(',') }),
});

type Named = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
function choice(name: string, label: string, names: readonly string[], words: Named): FormField {
  return {
    name,
    label,
    as: 'choice',
    choices: names.map((value) => ({ value, label: t(words[value]?.zh ?? value, words[value]?.en ?? value) })),
  };
}

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

export type OpenableTask = Exclude<TaskKind, 'survey' | 'joint_plan' | 'joint_urge' | 'joint_report'>;
export function taskForm(kind: OpenableTask): readonly FormField[] {
  switch (kind) {
    case 'build_step':
      return [
        choice('step', t('哪一步', 'Step'), buildSteps, buildStepNames),
        past('closed_on', '办结日期', 'Closed on'),
        long('outcome', '结果', 'Outcome'),
      ];
    case 'bottleneck':
      return [
        choice('type', t('类型', 'Type'), bottleneckTypeNames, bottleneckTypes),
        text('title', '卡在哪里', 'What is stuck'),
        { ...date('due_on', '期限', 'Deadline'), optional: true },
      ];
    case 'correction':
      return [text('title', '整改内容', 'Correction'), date('due_on', '期限', 'Deadline')];
    case 'meeting':
      return [
        choice('meeting', t('哪个会', 'Meeting'), meetingKinds, meetingNames),
        past('occurred_on', '召开日期', 'Held on'),
        { name: 'document_id', label: t('会议记录', 'Minutes'), as: 'document', kept_as: 'minutes' },
      ];
    case 'duty_work':
      return [
        choice('duty', t('职责', 'Duty'), centreDutyNames, centreDuties),
        text('title', '做了什么', 'What was done'),
        past('occurred_on', '日期', 'Date'),
      ];
    case 'training_held':
      return [
        text('title', '培训名称', 'Training'),
        past('occurred_on', '日期', 'Date'),
        count('people', '人数', 'People'),
      ];
    case 'visit':
      return [
        past('occurred_on', '日期', 'Date'),
        text('visitors', '谁去的', 'Who went'),
        long('findings', '看到什么', 'Findings'),
        long('advice', '建议', 'Advice'),
      ];
    case 'instruction':
      return [
        text('title', '事项', 'Matter'),
        long('text', '要求', 'What is asked'),
        date('due_on', '期限', 'Deadline'),
      ];
    case 'guidance':
      return [text('title', '指导内容', 'Guidance'), { ...date('due_on', '期限', 'Deadline'), optional: true }];
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

export function taskKindsFor(kind: string): readonly OpenableTask[] {
  if (kind === 'county') return ['build_step', 'bottleneck', 'visit', 'instruction', 'guidance'];
  if (kind === 'action_centre') return ['duty_work', 'training_held', 'bottleneck', 'instruction'];
  if (['federation', 'volunteer_association', 'youth_volunteer_association'].includes(kind))
    return ['bottleneck', 'correction', 'meeting', 'training_held', 'visit', 'instruction', 'guidance'];
  return ['bottleneck', 'training_held', 'visit', 'instruction'];
}

export const attributeWords = (kind: string) =>
  kind in attributeKinds ? t(attributeKinds[kind as AttributeKind].zh, attributeKinds[kind as AttributeKind].en) : kind;
export const taskWords = (kind: string) =>
  kind in taskKinds ? t(taskKinds[kind as TaskKind].zh, taskKinds[kind as TaskKind].en) : kind;

/** A value in words: the label of a choice, yes or no, a number. */
export function valueWords(field: FormField, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (field.as === 'yes') return value === true ? t('是', 'Yes') : t('否', 'No');
  return (
    field.choices?.find((one) => one.value === value)?.label ??
    (typeof value === 'string' ? value : JSON.stringify(value))
  );
}

/** A title that the product itself gave is said in the reader's language; what somebody wrote stays as written. */
export function taskTitle(task: {
  readonly kind: string;
  readonly title: string;
  readonly body: Readonly<Record<string, unknown>>;
}): string {
  const named = (words: Named, key: unknown): string =>
    typeof key === 'string' && words[key] ? t(words[key].zh, words[key].en) : task.title;
  switch (task.kind) {
    case 'build_step':
      return named(buildStepNames, task.body['step']);
    case 'meeting':
      return named(meetingNames, task.body['meeting']);
    case 'visit':
      return typeof task.body['visitors'] === 'string' ? t(task.title, task.body['visitors']) : task.title;
    case 'guidance':
      return named(guidanceNames, task.body['class']);
    case 'correction':
      return t(task.title, statutoryEnglish(task.title));
    default:
      return task.title;
  }
}

const guidanceNames: Named = Object.fromEntries(
  Object.entries(countyClasses).map(([key, one]) => [key, { zh: one.guidance_zh, en: one.guidance_en }]),
);
