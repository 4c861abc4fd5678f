import type { Cell } from '../../domain/files/cells.ts';
import type { PersonExport } from './export-person.ts';

/** Names of the sheets people know; a table of a later noun keeps its own name, with its purpose in the first row. */
const titles: Readonly<Record<string, string>> = {
  volunteers: '注册信息', memberships: '组织关系', consents: '同意记录', guardianships: '监护关系', volunteer_skills: '技能', insurance_covers: '保险', card_bindings: '绑定的卡',
  rights_matters: '权益事项', honours: '荣誉', merge_requests: '合并请求', notices: '消息', sessions: '登录设备', accounts: '账号', role_grants: '权限', sign_ups: '报名',
  roster_import_memberships: '名册导入', attendances: '签到', service_records: '服务记录', certificates: '证明', guardian_requests: '监护请求',
};

export function exportSheets(all: PersonExport): { name: string; rows: readonly (readonly Cell[])[] }[] {
  const person = Object.entries(all.person).map(([key, value]): readonly Cell[] => [personWords[key] ?? key, cellOf(value)]);
  return [
    { name: '我的资料', rows: [['项目', '内容'], ...person, ['导出时间', all.exported_at.toISOString()]] },
    ...all.tables.map(({ table, about, rows }) => {
      const columns = Object.keys(rows[0] ?? {});
      return { name: titles[table] ?? table, rows: [[about], columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))] };
    }),
  ];
}

const personWords: Readonly<Record<string, string>> = {
  name: '姓名', birth_date: '出生日期', sex: '性别', document_type: '证件类型', document_number: '证件号码', phone: '手机',
};

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
