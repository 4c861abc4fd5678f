import { factKinds, type FactKind } from '../../../domain/organizations/facts.ts';
import { taskKinds, type TaskKind } from '../../../domain/organizations/tasks.ts';
import { t } from '../../ui/words.ts';

const words: Readonly<Record<string, readonly [string, string]>> = {
  'organizations.found': ['设立组织', 'Founded an organisation'], 'organizations.rename': ['组织更名', 'Renamed an organisation'], 'organizations.move': ['移动组织', 'Moved an organisation'],
  'organizations.guide': ['变更指导团委', 'Changed guidance'], 'organizations.dissolve': ['撤销组织', 'Dissolved an organisation'], 'organizations.merge': ['合并组织', 'Merged organisations'],
  'organizations.issue_rule_book': ['发布规则', 'Issued a rule book'], 'organizations.add_document': ['上传文件', 'Added a document'], 'organizations.self_check': ['自查', 'Self-check'], 'organizations.send_survey': ['下发问卷', 'Sent a survey'],
  'organizations.select': ['遴选入库', 'Selected into the library'], 'organizations.note_task': ['记一次沟通', 'Recorded a talk'],
  'accounts.grant': ['授予权限', 'Granted a role'], 'accounts.end_grant': ['收回权限', 'Ended a grant'], 'accounts.delegate': ['委托活动', 'Delegated an activity'], 'accounts.shape_role': ['设置角色', 'Shaped a role'],
  'accounts.change_role': ['修改角色', 'Changed a role'], 'accounts.retire_role': ['停用角色', 'Retired a role'], 'accounts.sign_in': ['登录', 'Signed in'], 'accounts.retry_job': ['重试任务', 'Retried a job'],
};

/** An action in words; one that has none yet shows its code. */
export function actionWords(action: string): string {
  const known = words[action];
  if (known) return t(known[0], known[1]);
  const recorded = /^organizations\.(record|end|open|close)_(\w+)$/.exec(action);
  const entry = recorded && (factKinds[recorded[2] as FactKind] ?? taskKinds[recorded[2] as TaskKind]);
  if (!recorded || !entry) return action;
  const verbs: Readonly<Record<string, readonly [string, string]>> = { record: ['填写', 'Recorded'], end: ['终止', 'Ended'], open: ['登记', 'Opened'], close: ['办结', 'Closed'] };
  const verb = verbs[recorded[1] ?? ''] ?? ['', ''];
  return t(`${verb[0]}${entry.zh}`, `${verb[1]}: ${entry.en}`);
}
