import type { AuditTable, Label } from '../manifest.ts';
import { attributeKinds, type AttributeKind } from './attributes.ts';
import { taskKinds, type TaskKind } from './tasks.ts';

/** One action for each kind: "set_leader" reads "Recorded: Leader". */
function actionsOf<Verb extends string, Kind extends string>(
  verbs: Readonly<Record<Verb, Label>>,
  kinds: Readonly<Record<Kind, Label>>,
): Readonly<Record<`organizations.${Verb}_${Kind}`, Label>> {
  return Object.fromEntries(
    Object.entries<Label>(verbs).flatMap(([verb, done]) =>
      Object.entries<Label>(kinds).map(([kind, subject]) => [
        `organizations.${verb}_${kind}`,
        { zh: `${done.zh}${subject.zh}`, en: `${done.en}: ${subject.en}` },
      ]),
    ),
  ) as Readonly<Record<`organizations.${Verb}_${Kind}`, Label>>;
}

const attributeVerbs = {
  set: { zh: '填写', en: 'Recorded' },
  take_back: { zh: '收回未生效的', en: 'Took back' },
  end: { zh: '终止', en: 'Ended' },
} as const;
const taskVerbs = { open: { zh: '登记', en: 'Opened' }, close: { zh: '办结', en: 'Closed' } } as const;

export const organizationsActions = {
  'organizations.add_document': { zh: '上传文件', en: 'Added a document' },
  'organizations.change_phone': { zh: '更改单位电话', en: 'Changed the organisation’s phone' },
  'organizations.dissolve': { zh: '撤销组织', en: 'Dissolved an organisation' },
  'organizations.plan_dissolution': { zh: '预定撤销组织', en: 'Planned the end of an organisation' },
  'organizations.revoke_dissolution': { zh: '取消预定的撤销', en: 'Revoked a planned end' },
  'organizations.apply_dissolution': { zh: '按预定撤销组织', en: 'Ended an organisation as planned' },
  'organizations.fail_dissolution': { zh: '预定的撤销没有办成', en: 'A planned end could not be carried out' },
  'organizations.export_list': {
    zh: '导出清单',
    en: 'Exported a list of organisations',
    personal_data: { lists_exported: { kind: 'exported', zh: '导出组织清单', en: 'Lists of organisations exported' } },
  },
  'organizations.export_survey': {
    zh: '导出问卷答复',
    en: 'Exported the answers of a survey',
    personal_data: { answers_exported: { kind: 'exported', zh: '导出问卷答复', en: 'Answers to surveys exported' } },
  },
  'organizations.export_overview': {
    zh: '导出县级组织台账',
    en: 'Exported the overview of counties',
    personal_data: {
      ledger_exported: { kind: 'exported', zh: '导出县级组织台账', en: 'Ledgers of counties exported' },
    },
  },
  'organizations.found': { zh: '设立组织', en: 'Founded an organisation' },
  'organizations.guide': { zh: '变更指导团委', en: 'Changed guidance' },
  'organizations.approve_rule_book': { zh: '同意规则（还要一位）', en: 'Agreed to a rule book, one more to come' },
  'organizations.issue_rule_book': { zh: '发布规则', en: 'Issued a rule book' },
  'organizations.propose_rule_book': { zh: '提出规则', en: 'Proposed a rule book' },
  'organizations.refuse_rule_book': { zh: '不同意规则', en: 'Refused a rule book' },
  'organizations.withdraw_rule_book': { zh: '撤回规则', en: 'Took a proposed rule book back' },
  'organizations.merge': { zh: '合并组织', en: 'Merged organisations' },
  'organizations.move': { zh: '移动组织', en: 'Moved an organisation' },
  'organizations.note_task': { zh: '记一次沟通', en: 'Recorded a talk' },
  'organizations.rename': { zh: '组织更名', en: 'Renamed an organisation' },
  'organizations.select': { zh: '遴选入库', en: 'Selected into the library' },
  'organizations.self_check': { zh: '自查', en: 'Self-check' },
  'organizations.send_survey': { zh: '下发问卷', en: 'Sent a survey' },
  'organizations.withdraw_document': { zh: '撤回文件', en: 'Withdrew a document' },
  ...actionsOf<keyof typeof attributeVerbs, AttributeKind>(attributeVerbs, attributeKinds),
  ...actionsOf<keyof typeof taskVerbs, TaskKind>(taskVerbs, taskKinds),
} as const satisfies AuditTable;
