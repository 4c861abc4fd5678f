import type { ApprovalNeed } from '../../../../domain/organizations/rule-book-approval.ts';
import { t } from '../../../ui/words.ts';

/** The fields of rule books in words; a field without words shows its name. */
const words: Readonly<Record<string, readonly [string, string]>> = {
  rounding: ['取整', 'Rounding'],
  mode: ['方式', 'Mode'],
  step_minutes: ['每档分钟', 'Step, minutes'],
  bands: ['分档', 'Bands'],
  up_to_minutes: ['到（分钟）', 'Up to, minutes'],
  counts_as_minutes: ['计为（分钟）', 'Counts as, minutes'],
  tolerance_minutes: ['前后宽限分钟', 'Tolerance, minutes'],
  at_once_until_minutes: ['每天当场生效到（分钟）', 'Takes effect at once up to, minutes a day'],
  parent_until_minutes: ['上级审核到（分钟），再多由省级', 'Parent approves up to, minutes; above, the province'],
  pairs_per_activity_and_day: ['每场每天最多签到签退', 'Pairs per activity and day'],
  self_located: ['自行定位签到', 'Self-located check-in'],
  allowed: ['允许', 'Allowed'],
  from_people: ['起点人数', 'From, people'],
  late_scan_hours: ['离线扫码最迟（小时）', 'Late scans, hours'],
  recording_days: ['记录期限（天）', 'Days for recording'],
  longest_days: ['活动最长天数', 'Longest activity, days'],
  longest_shift_minutes: ['班次最长分钟', 'Longest shift, minutes'],
  people_per_shift: ['每班最多人数', 'People per shift'],
  people_per_leader: ['每位负责人最多带', 'People per leader'],
  risk_statement_characters: ['风险提示至少字数', 'Risk statement, characters'],
  place_characters: ['地点至少字数', 'Place, characters'],
  self_located_from_people: ['自行定位签到起点人数', 'Self-located from, people'],
  refused_name_words: ['名称中不允许', 'Words refused in names'],
  not_service: ['不算志愿服务', 'Not service'],
  insured_risks: ['须投保的风险', 'Risks that need insurance'],
  approval_above_people: ['超过多少人要审核', 'Approval above, people'],
  approval_above_days: ['超过多少天要审核', 'Approval above, days'],
  approval_for_risks: ['有风险要审核', 'Approval for risks'],
  approval_always: ['一律审核', 'Always approve'],
  minors_need_approval: ['有未成年人要审核', 'Approval with minors'],
  withdraw_hours: ['开始前几小时可退出', 'Withdraw until, hours before'],
  open_sign_ups: ['同时报名上限', 'Sign-ups at once'],
  sign_up_minutes_per_day: ['每天可报分钟', 'Minutes signed up per day'],
  minimum_age: ['最低年龄', 'Minimum age'],
  guardian_under_age: ['监护人同意到', 'Guardian agrees below'],
  self_supporting_age: ['以自己劳动为生起', 'Self-supporting from'],
  accompanied_below_age: ['须家长同行到', 'Accompanied below'],
  disaster_relief_minimum_age: ['抢险救灾最低年龄', 'Disaster relief from'],
  steps: ['各星级', 'Steps'],
  stars: ['星', 'Stars'],
  minutes: ['分钟', 'Minutes'],
  conditions: ['条件', 'Conditions'],
  reached_by: ['取得方式', 'Reached by'],
  meeting_months: ['法定会议间隔（月）', 'Statutory meetings, at least every (months)'],
  member_congress: ['会员代表大会', 'Member congress'],
  council: ['理事会', 'Council'],
  standing_council: ['常务理事会', 'Standing council'],
  required_systems: ['规范化要有的制度', 'Written systems for standardisation'],
  registration_papers: ['民政登记材料', 'Papers of civil registration'],
  is_locked: ['锁定下级', 'Lock below'],
  valid_from: ['生效日', 'First day'],
  honorary_counts: ['荣誉时数计入', 'Honorary minutes count'],
  in_order: ['逐级取得', 'In order'],
  code: ['代码', 'Code'],
  zh: ['中文', 'Chinese'],
  en: ['英文', 'English'],
  words: ['词', 'Words'],
  unless: ['除非', 'Unless'],
};

export function fieldWords(name: string): string {
  const known = words[name];
  return known ? t(known[0], known[1]) : name.replaceAll('_', ' ');
}

/** Who must agree, as the proposer reads it. */
export function needWords(need: ApprovalNeed): string {
  return {
    nobody: t('只收紧、不涉及时数：提出后就发布', 'it only tightens and decides no hours: it stands at once'),
    second: t('涉及时数：要本级另一位有权限的人同意', 'it decides hours: another person of this level agrees'),
    superior: t(
      '比现行规则宽，或早于今天生效：要上级同意',
      'it is looser than what stands, or begins before today: the level above agrees',
    ),
    top: t('最上级放宽规则：要另外两位同意', 'the top loosens its rules: two others agree'),
  }[need];
}

/** `self_located.allowed` in words. */
export function loosenedWords(fields: readonly string[]): string {
  return fields.map((field) => field.split('.').map(fieldWords).join(t('：', ': '))).join(t('、', ', '));
}
