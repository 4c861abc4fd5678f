import type { Id } from '../../domain/id.ts';
import { attendanceStates, type AttendanceState } from '../../domain/records/attendance.ts';
import { countRows, greatestDay } from '../db/count-found.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { LeftBehind } from '../organizations/left-behind.ts';
import { handOverActivities } from '../projects/left-behind.ts';

/** States in which somebody still has to do something about the hours. */
const undecided: readonly AttendanceState[] = attendanceStates.filter(
  (state) => ['checked_in', 'checked_out'].includes(state) || state.startsWith('awaiting_'),
);
const waiting = (id: Id): Sql =>
  sql`t.state = any(${undecided}::text[]) and exists (select from activities a where a.id = t.activity_id and a.organization_id = ${id})`;

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
      sql`select 1 from attendances t where t.organization_path = ${path} and ${waiting(id)}`,
    ),
    matters: await countRows(
      reader,
      sql`select 1 from record_proposals where organization_id = ${id} and state in ('requested', 'handled')`,
    ),
  }),
  settle: async (writer, { organization, heir }) => {
    const left = await writer.all<{ id: Id }>(sql`
      select a.id from activities a where a.organization_id = ${organization.id} and exists (select from attendances t where t.activity_id = a.id and t.state = any(${undecided}::text[])) order by a.id`);
    await handOverActivities(
      writer,
      left.map((one) => one.id),
      heir,
    );
    // those of every activity that goes on there, whoever handed it over
    const gone = await writer.all<{ id: Id }>(sql`
      select id from activities where organization_path <> ${organization.path}
        and id in (select activity_id from attendances where organization_path = ${organization.path})`);
    await writer.run(sql`
      update attendances set organization_path = ${heir.path}
      where organization_path = ${organization.path} and activity_id = any(${gone.map((one) => one.id)}::uuid[])`);
    await writer.run(sql`
      update record_proposals set organization_id = ${heir.id}, organization_path = ${heir.path} where organization_id = ${organization.id} and state in ('requested', 'handled')`);
  },
};
