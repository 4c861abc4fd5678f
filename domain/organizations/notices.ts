import { organizationsDesk } from './paths.ts';
import type { NoticeTable } from '../notice.ts';

export const organizationsNotices = {
  'organizations.instructed': {
    zh: '上级对“{organization}”提出要求：{title}，{due} 前办理',
    en: 'Instruction for “{organization}”: {title}, due {due}',
    params: { organization: 'text', title: 'text', due: 'text' },
    to: 'staff',
    desk: organizationsDesk.organizations.about('at', { part: 'tasks' }),
  },
  'organizations.surveyed': {
    zh: '“{organization}”有一份问卷要答：{title}，{due} 前答复',
    en: 'A survey for “{organization}”: {title}, answer by {due}',
    params: { organization: 'text', title: 'text', due: 'text' },
    to: 'staff',
    desk: organizationsDesk.organizations.about('at', { part: 'tasks' }),
  },
  'organizations.guided': {
    zh: '上级给“{organization}”安排了指导：{title}',
    en: 'Guidance for “{organization}”: {title}',
    params: { organization: 'text', title: 'text' },
    to: 'staff',
    desk: organizationsDesk.organizations.about('at', { part: 'tasks' }),
  },
  'organizations.handed_over': {
    zh: '“{organization}”已撤销，它的活动、成员和未办事项由“{heir}”接着负责',
    en: '“{organization}” has ended; “{heir}” now answers for its activities, members and open matters',
    params: { organization: 'text', heir: 'text' },
    to: 'staff',
    desk: organizationsDesk.organizations.about('at'),
  },
  'organizations.joint_work': {
    zh: '机制工作，请“{organization}”看：{title}',
    en: 'Joint work for “{organization}”: {title}',
    params: { organization: 'text', title: 'text' },
    to: 'staff',
    desk: organizationsDesk.organizations.about('at', { part: 'mechanism' }),
  },
  'organizations.watcher': {
    zh: '您负责盯“{organization}”',
    en: 'You now watch “{organization}”',
    params: { organization: 'text' },
    to: 'staff',
    desk: organizationsDesk.organizations.about('at'),
  },
  'organizations.rules_waiting': {
    zh: '“{organization}”提出修订“{kind}”规则，请您看影响、决定同不同意',
    en: '“{organization}” proposes new rules “{kind_en}”: see their effect and decide',
    params: { organization: 'text', kind: 'text', kind_en: 'text' },
    to: 'staff',
    desk: organizationsDesk.ruleProposal.about('proposal_id'),
  },
  'organizations.rules_issued': {
    zh: '“{organization}”的“{kind}”规则第 {version} 版从 {day} 起执行',
    en: 'Version {version} of “{kind_en}” at “{organization}” is in force from {day}',
    params: { organization: 'text', kind: 'text', version: 'number', day: 'text', kind_en: 'text' },
    to: 'staff',
    desk: organizationsDesk.ruleProposal.about('proposal_id'),
  },
  'organizations.rules_refused': {
    zh: '“{organization}”的“{kind}”规则没有通过：{reason}',
    en: 'The rules “{kind_en}” of “{organization}” were refused: {reason}',
    params: { organization: 'text', kind: 'text', reason: 'text', kind_en: 'text' },
    to: 'staff',
    desk: organizationsDesk.ruleProposal.about('proposal_id'),
  },
} as const satisfies NoticeTable;
