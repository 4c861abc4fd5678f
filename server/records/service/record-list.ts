import type { Id } from '../../../domain/id.ts';
import type { AttendanceState, Quality } from '../../../domain/records/attendance.ts';
import type { Balance, PresenceSource } from '../../../domain/records/presence.ts';
import type { recordColumns, recordFigures } from '../../../domain/records/record-columns.ts';
import { maskName } from '../../../domain/masking.ts';
import type { ApprovalLevel } from '../../../domain/organizations/rule-books/time-counting.ts';
import { listOfFact, type Asked, type ListEnd } from '../../db/fact.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { nameOn } from '../../organizations/tree/as-of.ts';
import { namedByPerson } from '../../volunteers/registrations.ts';
import { notSecondTo } from '../../two-people.ts';
import { recordCan } from './record-can.ts';
import { recordConditions, type RecordFilter } from './record-conditions.ts';
import { recordFact } from './record-fact.ts';
import { isDisputed } from './standing.ts';
import { ownAmong } from './refuse-own.ts';

type ListedRecord = {
  person_id: Id;
  volunteer_id: Id;
  record_id: Id;
  name: string | null;
  number: string;
  title: string;
  service_day: string;
  started_at: Date;
  ended_at: Date;
  minutes: number;
  balance: Balance;
  source: PresenceSource;
  state: AttendanceState;
  level: ApprovalLevel;
  quality: Quality | null;
  organization_name: string;
  organization_path: string;
  recorded_by: Id;
  is_disputed: boolean;
};

type Listed = RecordFilter & Asked<typeof recordColumns> & { readonly now: Date };

const listed = sql`coalesce(v.merged_into, v.id) as person_id, r.volunteer_id, r.id as record_id, p.name, v.number, r.title, ${nameOn(sql`r.service_day`)} as organization_name, r.service_day, r.started_at, r.ended_at, r.minutes, r.balance, r.source, r.state, r.level, r.quality, o.path as organization_path, r.recorded_by, ${isDisputed(sql`r`)} as is_disputed`;

export async function listRecords(reader: Reader, actor: Actor, { now, ...query }: Listed) {
  const { conditions: where, base, books } = await recordConditions(reader, actor, query, now);
  const cut = await listOfFact<ListedRecord, typeof recordColumns, typeof recordFigures>(reader, recordFact, {
    ...query,
    read: (page) => reader.all<ListedRecord & ListEnd>(sql`select ${listed}, ${page}`),
    where,
  });
  const own = await ownAmong(
    reader,
    actor.person_id,
    cut.rows.map((row) => row.person_id),
  );
  const related = await notSecondTo(
    reader,
    actor.person_id,
    cut.rows.map((row) => row.recorded_by),
  );
  const shown = [];
  for (const { organization_path, recorded_by, person_id, ...row } of await namedByPerson(reader, cut.rows)) {
    shown.push({
      volunteer_id: row.volunteer_id,
      record_id: row.record_id,
      name: maskName(row.name),
      number: row.number,
      title: row.title,
      organization_name: row.organization_name,
      service_day: row.service_day,
      started_at: row.started_at,
      ended_at: row.ended_at,
      minutes: row.minutes,
      balance: row.balance,
      source: row.source,
      state: row.state,
      level: row.level,
      quality: row.quality,
      is_disputed: row.is_disputed,
      can: await recordCan(reader, actor, {
        ...row,
        organization_path,
        recorded_by,
        is_own: own.includes(person_id),
        is_second: !related.has(recorded_by),
      }),
    });
  }
  const summed =
    base !== undefined && query.from !== undefined && query.until !== undefined && query.cursor === undefined;
  const sum = !summed
    ? null
    : {
        organization_name: base.name_zh,
        as_it_stood: books?.day ?? null,
        as_of: books?.as_of ?? now,
        ...(await reader.one<{ records: number; minutes: number }>(
          sql`select count(*)::int as records, coalesce(sum(r.minutes), 0)::bigint as minutes from service_records r ${sql.where([...where, sql`not ${isDisputed(sql`r`)}`])}`,
        )),
      };
  return { rows: shown, next_cursor: cut.next_cursor, totals: cut.totals, sum };
}
