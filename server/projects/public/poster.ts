/** The printed poster of 宣传招募. */
import { readFileSync } from 'node:fs';
import { encodeQR } from 'qr';
import type { InsuranceKind } from '../../../domain/organizations/rule-books/risks.ts';
import { categoryNames } from '../../../domain/projects/categories.ts';
import type { PrintJob } from '../../pdf/typst.ts';
import type { readActivity } from '../activities/read-activity.ts';

type Activity = Awaited<ReturnType<typeof readActivity>>;

const template = readFileSync(new URL('./poster.typ', import.meta.url), 'utf8');
const day = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});
const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const most = 6;
const insuranceNames: Readonly<Record<InsuranceKind, string>> = {
  none: '',
  organisation: '组织方统一买意外险',
  volunteer: '自备意外险',
};

function requirementText(activity: Activity): string {
  return [
    activity.minimum_age === null ? '' : `年满 ${activity.minimum_age} 岁`,
    activity.maximum_age === null ? '' : `不超过 ${activity.maximum_age} 岁`,
    activity.is_parent_child ? '家长和孩子一起报名' : '',
    ...activity.required_skills.map((skill) => `会${skill}`),
    ...activity.required_qualifications.map((qualification) => `有${qualification}证书`),
    insuranceNames[activity.insurance],
  ]
    .filter((each) => each !== '')
    .join('；');
}

export function posterJob(activity: Activity): PrintJob {
  const shifts = activity.shifts.filter((shift) => !shift.is_cancelled);
  const times = shifts
    .slice(0, most)
    .map(
      (shift) =>
        `${day.format(shift.starts_at)} ${clock.format(shift.starts_at)} 至 ${clock.format(shift.ends_at)}，招 ${shift.capacity} 人`,
    );
  if (shifts.length > most) times.push(`等 ${shifts.length} 班，扫码看全部`);
  const data = {
    title: activity.title,
    kicker: `${categoryNames[activity.category].zh} · 志愿者招募`,
    organization: [activity.organization_name, ...activity.co_hosts.map((host) => host.name)].join(' · '),
    times,
    place: activity.place,
    gathering: activity.gathering_note,
    leader: activity.leaders.map((leader) => leader.name).join('、'),
    description: activity.description,
    requirements: requirementText(activity),
    risk: activity.risk_statement,
    url: activity.share_url,
    qr: encodeQR(activity.share_url, 'svg', { ecc: 'medium', border: 1 }),
    words: {
      time: '时间',
      place: '地点',
      leader: '队长',
      content: '内容',
      requirements: '要求',
      risk: '可能的风险',
      scan: '扫码报名',
      more: '……扫码看全文',
    },
  };
  return { name: `poster of ${activity.id}`, template, data: JSON.stringify(data) };
}
