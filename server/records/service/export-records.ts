/** The listed service records as a workbook: what a clerk sums and hands on. Names are masked as on the page. */
import type { Order } from '../../../domain/facts.ts';
import type { Cell } from '../../../domain/files/cells.ts';
import type { Id } from '../../../domain/id.ts';
import { attendanceStateNames, type AttendanceState } from '../../../domain/records/attendance.ts';
import { recordColumns } from '../../../domain/records/record-columns.ts';
import { sourceTable, type Balance, type PresenceSource } from '../../../domain/records/presence.ts';
import { maskName } from '../../../domain/masking.ts';
import type { Reader } from '../../db/reader.ts';
import { countOfFact, pagesOfFact, type ListEnd } from '../../db/fact.ts';
import { sheetHeader } from '../../db/fact-sheet.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { nameOn } from '../../organizations/tree/as-of.ts';
import { namedByPerson } from '../../volunteers/registrations.ts';
import { recordFact } from './record-fact.ts';
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

const shown = [
  'number',
  'name',
  'organization',
  'title',
  'service_day',
  'started_at',
  'ended_at',
  'minutes',
  'balance',
  'source',
  'state',
] as const;
export const recordHeader = sheetHeader(recordColumns, shown);

type Asked = RecordFilter & { readonly sort?: Order<typeof recordColumns> | undefined; readonly now: Date };

export async function countRecords(reader: Reader, actor: Actor, { now, ...query }: Asked): Promise<number> {
  const { conditions: where } = await recordConditions(reader, actor, query, now);
  return countOfFact(reader, recordFact, where);
}

const select = sql`r.volunteer_id, coalesce(v.merged_into, v.id) as person_id, p.name, v.number, ${nameOn(sql`r.service_day`)} as organization_name, r.title, r.service_day, r.started_at, r.ended_at, r.minutes, r.balance, r.source, r.state`;

export async function* recordCells(
  reader: Reader,
  actor: Actor,
  { now, sort, ...query }: Asked,
): AsyncGenerator<readonly Cell[]> {
  const { conditions: where } = await recordConditions(reader, actor, query, now);
  for await (const rows of pagesOfFact<Row, typeof recordColumns>(recordFact, {
    read: (page) => reader.all<Row & ListEnd>(sql`select ${select}, ${page}`),
    where,
    sort,
    limit: atOnce,
  })) {
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
  }
}
