/** The listed service records as a workbook: what a clerk sums and hands on. Names are masked as on the page. */
import type { Cell } from '../../../domain/files/cells.ts';
import type { Id } from '../../../domain/id.ts';
import { attendanceStateNames, type AttendanceState } from '../../../domain/records/attendance.ts';
import { sourceTable, type Balance, type PresenceSource } from '../../../domain/records/presence.ts';
import { maskName } from '../../../domain/masking.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { nameOn } from '../../organizations/tree/as-of.ts';
import { namedByPerson } from '../../volunteers/registrations.ts';
import { recordConditions, type RecordFilter } from './record-conditions.ts';

const atOnce = 5000;
const time = (instant: Date): string =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(instant);

type Row = {
  id: Id;
  volunteer_id: Id;
  person_id: Id;
  name: string | null;
  number: string;
  organization_name: string;
  title: string;
  service_day: string;
  started_at: Date;
  ended_at: Date;
  minutes: number;
  balance: Balance;
  source: PresenceSource;
  state: AttendanceState;
};

export const recordColumns = [
  '志愿者编号',
  '姓名',
  '组织',
  '服务',
  '日期',
  '开始',
  '结束',
  '分钟',
  '计入',
  '来源',
  '状态',
].map((header) => ({ header }));

type Asked = RecordFilter & { readonly now: Date };

export async function countRecords(reader: Reader, actor: Actor, { now, ...query }: Asked): Promise<number> {
  const { conditions } = await recordConditions(reader, actor, query, now);
  return (
    await reader.one<{ records: number }>(
      sql`select count(*)::int as records from service_records r ${sql.where(conditions)}`,
    )
  ).records;
}

export async function* recordCells(
  reader: Reader,
  actor: Actor,
  { now, ...query }: Asked,
): AsyncGenerator<readonly Cell[]> {
  const { conditions } = await recordConditions(reader, actor, query, now);
  for (let below: Sql[] = [], isLast = false; !isLast;) {
    const rows: Row[] = await reader.all<Row>(sql`
      select r.id, r.volunteer_id, coalesce(v.merged_into, v.id) as person_id, p.name, v.number, ${nameOn(sql`r.service_day`)} as organization_name, r.title, r.service_day, r.started_at, r.ended_at, r.minutes, r.balance, r.source, r.state
      from service_records r join organizations o on o.id = r.organization_id join volunteers v on v.id = r.volunteer_id join persons p on p.id = v.id
      ${sql.where([...conditions, ...below])} order by r.service_day desc, r.id desc limit ${atOnce}`);
    for (const row of await namedByPerson(reader, rows)) {
      yield [
        row.number,
        maskName(row.name),
        row.organization_name,
        row.title,
        row.service_day,
        time(row.started_at),
        time(row.ended_at),
        row.minutes,
        row.balance === 'credit_minutes' ? '信用' : '荣誉',
        sourceTable[row.source].zh,
        attendanceStateNames[row.state].zh,
      ];
    }
    const last = rows.at(-1);
    isLast = last === undefined || rows.length < atOnce;
    if (last !== undefined) below = [sql`(r.service_day, r.id) < (${last.service_day}::date, ${last.id}::uuid)`];
  }
}
