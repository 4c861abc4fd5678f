import type { RuleFields } from '../manifest.ts';

const publishingLimits: RuleFields<'publishing_limits'> = {
  fields: {
    longest_days: { zh: '活动最长天数', en: 'Longest activity, days' },
    longest_shift_minutes: { zh: '班次最长分钟', en: 'Longest shift, minutes' },
    people_per_shift: { zh: '每班最多人数', en: 'People per shift' },
    people_per_leader: { zh: '每位负责人最多带', en: 'People per leader' },
    risk_statement_characters: { zh: '风险提示至少字数', en: 'Risk statement, characters' },
    place_characters: { zh: '地点至少字数', en: 'Place, characters' },
    self_located_from_people: { zh: '自行定位签到起点人数', en: 'Self-located from, people' },
    refused_name_words: { zh: '名称中不允许', en: 'Words refused in names' },
    not_service: { zh: '不算志愿服务', en: 'Not service' },
    code: { zh: '代码', en: 'Code' },
    zh: { zh: '中文', en: 'Chinese' },
    en: { zh: '英文', en: 'English' },
    words: { zh: '词', en: 'Words' },
    unless: { zh: '除非', en: 'Unless' },
    insured_risks: { zh: '须投保的风险', en: 'Risks that need insurance' },
    approval_above_people: { zh: '超过多少人要审核', en: 'Approval above, people' },
    approval_above_days: { zh: '超过多少天要审核', en: 'Approval above, days' },
    approval_for_risks: { zh: '有风险要审核', en: 'Approval for risks' },
    approval_always: { zh: '一律审核', en: 'Always approve' },
    minors_need_approval: { zh: '有未成年人要审核', en: 'Approval with minors' },
    withdraw_hours: { zh: '开始前几小时可退出', en: 'Withdraw until, hours before' },
    open_sign_ups: { zh: '同时报名上限', en: 'Sign-ups at once' },
    sign_up_minutes_per_day: { zh: '每天可报分钟', en: 'Minutes signed up per day' },
  },
};

const ageMatrix: RuleFields<'age_matrix'> = {
  fields: {
    minimum_age: { zh: '最低年龄', en: 'Minimum age' },
    guardian_under_age: { zh: '监护人同意到', en: 'Guardian agrees below' },
    self_supporting_age: { zh: '以自己劳动为生起', en: 'Self-supporting from' },
    accompanied_below_age: { zh: '须家长同行到', en: 'Accompanied below' },
    disaster_relief_minimum_age: { zh: '抢险救灾最低年龄', en: 'Disaster relief from' },
  },
};

export const projectsRuleFields = { publishing_limits: publishingLimits, age_matrix: ageMatrix };
