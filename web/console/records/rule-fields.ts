import type { RuleFields } from '../manifest.ts';

const timeCounting: RuleFields<'time_counting'> = {
  fields: {
    rounding: { zh: '取整', en: 'Rounding' },
    mode: { zh: '方式', en: 'Mode' },
    step_minutes: { zh: '每档分钟', en: 'Step, minutes' },
    bands: { zh: '分档', en: 'Bands' },
    up_to_minutes: { zh: '到（分钟）', en: 'Up to, minutes' },
    counts_as_minutes: { zh: '计为（分钟）', en: 'Counts as, minutes' },
    tolerance_minutes: { zh: '前后宽限分钟', en: 'Tolerance, minutes' },
    at_once_until_minutes: { zh: '每天当场生效到（分钟）', en: 'Takes effect at once up to, minutes a day' },
    parent_until_minutes: {
      zh: '上级审核到（分钟），再多由省级',
      en: 'Parent approves up to, minutes; above, the province',
    },
    pairs_per_activity_and_day: { zh: '每场每天最多签到签退', en: 'Pairs per activity and day' },
    self_located: { zh: '自行定位签到', en: 'Self-located check-in' },
    allowed: { zh: '允许', en: 'Allowed' },
    from_people: { zh: '起点人数', en: 'From, people' },
    late_scan_hours: { zh: '离线扫码最迟（小时）', en: 'Late scans, hours' },
    recording_days: { zh: '记录期限（天）', en: 'Days for recording' },
  },
  values: {
    none: { zh: '不取整', en: 'none' },
    down: { zh: '向下取整', en: 'down' },
    hour_table: { zh: '按小时分档', en: 'by the hour table' },
  },
};

const waitingTimes: RuleFields<'waiting_times'> = {
  fields: {
    handle_within: { zh: '提出后几天内经办', en: 'Handled within, days' },
    decide_within: { zh: '经办后几天内复核', en: 'Decided within, days' },
    in_working_days: { zh: '按工作日算', en: 'Counted in working days' },
    rolls_off_days_off: { zh: '最后一天放假就顺延', en: 'A last day that is off gives way' },
    remind_before: { zh: '到期前几天提醒', en: 'Reminded before, days' },
    escalate_after: { zh: '每逾期几天报上一级', en: 'Told one place up after, days over' },
  },
};

export const recordsRuleFields = { time_counting: timeCounting, waiting_times: waitingTimes };
