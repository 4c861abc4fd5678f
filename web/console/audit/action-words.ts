import { factKinds, type FactKind } from '../../../domain/organizations/facts.ts';
import { taskKinds, type TaskKind } from '../../../domain/organizations/tasks.ts';
import { t } from '../../ui/words.ts';

const words: Readonly<Record<string, readonly [string, string]>> = {
  'organizations.found': ['设立组织', 'Founded an organisation'], 'organizations.rename': ['组织更名', 'Renamed an organisation'], 'organizations.move': ['移动组织', 'Moved an organisation'],
  'organizations.guide': ['变更指导团委', 'Changed guidance'], 'organizations.dissolve': ['撤销组织', 'Dissolved an organisation'], 'organizations.merge': ['合并组织', 'Merged organisations'],
  'organizations.issue_rule_book': ['发布规则', 'Issued a rule book'], 'organizations.add_document': ['上传文件', 'Added a document'], 'organizations.self_check': ['自查', 'Self-check'], 'organizations.send_survey': ['下发问卷', 'Sent a survey'],
  'organizations.select': ['遴选入库', 'Selected into the library'], 'organizations.note_task': ['记一次沟通', 'Recorded a talk'],
  'accounts.change_phone': ['更换手机', 'Changed the phone'], 'accounts.end_session': ['退出登录', 'Ended a session'], 'accounts.second_factor': ['验证器确认', 'Gave the second factor'], 'accounts.send_code': ['发送验证码', 'Sent a code'],
  'accounts.set_password': ['设置密码', 'Set a password'], 'accounts.sign_in_demonstration': ['演示登录', 'Demonstration sign-in'], 'accounts.start_authenticator': ['添加验证器', 'Began an authenticator'],
  'projects.sign_up': ['报名', 'Signed up'], 'projects.withdraw': ['退出报名', 'Withdrew'], 'projects.publish': ['发布活动', 'Published'], 'projects.create': ['立项', 'Created a project'], 'projects.edit': ['修改项目', 'Edited a project'],
  'projects.write_activity': ['编写活动', 'Wrote an activity'], 'projects.edit_activity': ['修改活动', 'Edited an activity'], 'projects.cancel': ['取消活动', 'Cancelled an activity'], 'projects.invite': ['邀请志愿者', 'Invited volunteers'],
  'projects.message': ['给名单发消息', 'Messaged the roster'], 'projects.record_no_show': ['记爽约', 'Recorded a no-show'], 'projects.enter_stage': ['进入下一阶段', 'Entered a stage'], 'projects.change_capacity': ['调整名额', 'Changed capacity'],
  'projects.add_shifts': ['加班次', 'Added shifts'], 'projects.move_shift': ['班次改时间', 'Moved shifts'], 'projects.cancel_shift': ['取消班次', 'Cancelled shifts'], 'projects.ask_shift_change': ['提交班次改动', 'Asked for a change of shifts'],
  'projects.approve_shift_change': ['通过班次改动', 'Approved a change of shifts'], 'projects.return_shift_change': ['退回班次改动', 'Returned a change of shifts'],
  'records.check_in': ['签到', 'Checked in'], 'records.check_out': ['签退', 'Checked out'], 'records.confirm': ['确认时数', 'Confirmed'], 'records.declare': ['自报时数', 'Declared'], 'records.request_correction': ['申请更正', 'Asked for a correction'],
  'records.issue_certificate': ['出具证明', 'Issued a certificate'], 'records.revoke_certificate': ['撤销证明', 'Revoked a certificate'], 'records.eliminate': ['剔除时数', 'Eliminated minutes'],
  'volunteers.register': ['登记志愿者', 'Registered'], 'volunteers.import': ['导入名册', 'Imported a roster'], 'volunteers.undo_import': ['撤销导入', 'Undid an import'], 'volunteers.reveal': ['查看完整信息', 'Revealed personal data'],
  'volunteers.edit': ['修改志愿者', 'Edited a volunteer'], 'volunteers.join': ['加入队伍', 'Joined a team'], 'volunteers.leave': ['离开队伍', 'Left a team'], 'volunteers.give_consent': ['给出同意', 'Gave a consent'], 'volunteers.withdraw_consent': ['撤回同意', 'Withdrew a consent'],
  'volunteers.withdraw': ['注销志愿者', 'Withdrew as a volunteer'], 'volunteers.erase': ['删除个人信息', 'Erased personal data'], 'volunteers.guardian_confirm': ['监护人同意', 'Guardian agreed'], 'volunteers.honour': ['记荣誉', 'Recorded an honour'],
  'volunteers.insure': ['记保险', 'Recorded insurance'], 'volunteers.verify_skill': ['核实技能', 'Verified a skill'], 'volunteers.decide_merge': ['处理合并', 'Decided a merge'], 'volunteers.request_merge': ['请求合并', 'Asked to merge'],
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
