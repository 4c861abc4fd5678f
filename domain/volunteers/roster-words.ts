/** The columns of a roster and the words offices use for them; the first word heads our own template. */
import type { HeaderNames } from '../files/header.ts';

export const rosterWords = {
  sequence: ['序号', '编号', 'No.', 'No'],
  name: ['姓名', '名字', '志愿者姓名', '真实姓名', '人员姓名', '学生姓名', 'Name'],
  document_type: ['证件类型', '证件种类', '证件类别', 'Document type'],
  document_number: [
    '证件号码',
    '身份证号',
    '身份证号码',
    '证件号',
    '身份证',
    '居民身份证号',
    '公民身份号码',
    '身份证件号码',
    'ID',
    'ID number',
    'Document number',
  ],
  birth_date: ['出生日期', '出生年月日', '生日', 'Birth date'],
  sex: ['性别', 'Sex'],
  phone: ['手机', '联系电话', '手机号', '手机号码', '电话', '联系方式', '联系手机', '电话号码', 'Phone', 'Mobile'],
  volunteer_number: ['志愿者编号', '志愿者号', '注册编号', '志愿者证号', 'Volunteer number'],
  organization: [
    '所属组织',
    '所属队伍',
    '服务队',
    '志愿服务队',
    '所在单位',
    '单位',
    '所属团组织',
    '团支部',
    '所在支部',
    'Organisation',
    'Team',
  ],
  political_status: ['政治面貌', 'Political status'],
  joined_on: ['加入日期', '注册日期', '入队时间', '入队日期', '注册时间', 'Joined'],
  guardian_name: ['监护人姓名', '监护人', '家长姓名', '家长', 'Guardian'],
  guardian_phone: ['监护人手机', '监护人电话', '家长手机', '家长电话', '家长联系电话', 'Guardian phone'],
  remark: ['备注', '说明', 'Remark', 'Note'],
} as const satisfies HeaderNames<string>;

export type RosterField = keyof typeof rosterWords;
