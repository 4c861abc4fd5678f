import type { Id } from '../../domain/id.ts';
import { attendanceStates, type AttendanceState } from '../../domain/records/attendance.ts';
import { countRows, greatestDay } from '../db/count-found.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { LeftBehind } from '../organizations/left-behind.ts';
import { handOverActivities } from '../projects/left-behind.ts';

/** States in which somebody still has to do something about the hours. */
const undecided: readonly AttendanceState[] = attendanceStates.filter(
  (state) => ['checked_in', 'checked_out'].includes(state) || state.startsWith('awaiting_'),
);
async function waitingOf(reader: Reader, id: Id): Promise<Sql> {
  const own = await reader.all<{ id: Id }>(sql`select id from activities where organization_id = ${id}`);
  return sql`t.state = any(${undecided}::text[]) and t.activity_id = any(${own.map((one) => one.id)}::uuid[])`;
}

/** Hours served and not yet confirmed are never lost: whatever else is cancelled, the heir confirms them. */
export const recordsLeft: LeftBehind = {
  lastDay: (reader, { id, path }, today) =>
    greatestDay(
      reader,
      sql`
    select service_day from service_records where organization_path = ${path} and organization_id = ${id}
    union all select (issued_at at time zone 'Asia/Shanghai')::date from certificates where organization_path = ${path} and organization_id = ${id}`,
      today,
    ),
  count: async (reader, { id, path }) => ({
    pending_hours: await countRows(
      reader,
      sql`select 1 from attendances t where t.organization_path = ${path} and ${await waitingOf(reader, id)}`,
    ),
    matters: await countRows(
      reader,
      sql`select 1 from record_proposals where organization_id = ${id} and state in ('requested', 'handled')`,
    ),
  }),
  settle: async (writer, { organization, heir }) => {
    const left = await writer.all<{ id: Id }>(
      sql`select distinct t.activity_id as id from attendances t where ${await waitingOf(writer, organization.id)} order by t.activity_id`,
    );
    await handOverActivities(
      writer,
      left.map((one) => one.id),
      heir,
    );
    // those of every activity that goes on there, whoever handed it over
    const attended = await writer.all<{ activity_id: Id }>(
      sql`select distinct activity_id from attendances where organization_path = ${organization.path}`,
    );
    const gone = await writer.all<{ id: Id }>(sql`
      select id from activities where organization_path <> ${organization.path} and id = any(${attended.map((one) => one.activity_id)}::uuid[])`);
    await writer.run(sql`
      update attendances set organization_path = ${heir.path}
      where organization_path = ${organization.path} and activity_id = any(${gone.map((one) => one.id)}::uuid[])`);
    await writer.run(sql`
      update record_proposals set organization_id = ${heir.id}, organization_path = ${heir.path} where organization_id = ${organization.id} and state in ('requested', 'handled')`);
  },
};
