import type { Id } from '../../domain/id.ts';
import { attendanceStates, type AttendanceState } from '../../domain/records/attendance.ts';
import { countRows, greatestDay } from '../db/count-found.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import {
  becomes,
  ends,
  follows,
  goes,
  keepsOrganization,
  keepsPerson,
  ofOrganization,
  ofPerson,
  retains,
  stays,
  type Going,
  type Leaving,
  type Lifecycle,
  type Step,
} from '../lifecycle.ts';
import { handOverActivities } from '../projects/lifecycle.ts';

/** States in which somebody still has to do something about the hours. */
const undecided: readonly AttendanceState[] = attendanceStates.filter(
  (state) => ['checked_in', 'checked_out'].includes(state) || state.startsWith('awaiting_'),
);
async function waitingOf(reader: Reader, id: Id): Promise<Sql> {
  const own = await reader.all<{ id: Id }>(sql`select id from activities where organization_id = ${id}`);
  return sql`t.state = any(${undecided}::text[]) and t.activity_id = any(${own.map((one) => one.id)}::uuid[])`;
}

/** Hours served and not yet confirmed are never lost: whatever else is cancelled, the heir confirms them. */
async function handOverAttendances(writer: Writer, { organization, heir }: Leaving): Promise<void> {
  const left = await writer.all<{ id: Id }>(
    sql`select distinct t.activity_id as id from attendances t where ${await waitingOf(writer, organization.id)} order by t.activity_id`,
  );
  await handOverActivities(
    writer,
    left.map((one) => one.id),
    heir,
  );
  // those of every activity that goes on there, whoever handed it over
  const attended = await writer.all<{ id: Id }>(
    sql`select distinct activity_id as id from attendances where organization_path = ${organization.path}`,
  );
  const gone = await writer.all<{ id: Id }>(sql`
    select id from activities where organization_path <> ${organization.path} and id = any(${attended.map((one) => one.id)}::uuid[])`);
  const ids = gone.map((one) => one.id);
  await writer.run(sql`
    update attendances set organization_path = ${heir.path} where organization_path = ${organization.path} and activity_id = any(${ids}::uuid[])`);
}

const handOverProposals: Step<Leaving> = (writer, { organization, heir }) =>
  writer.run(sql`
    update record_proposals set organization_id = ${heir.id}, organization_path = ${heir.path} where organization_id = ${organization.id} and state in ('requested', 'handled')`);

const proposalsMove = ends(becomes('heir', 'what is not decided yet waits there', handOverProposals));

const sendersGo: Step<Going> = async (writer, { people }) => {
  await writer.run(sql`delete from stamp_senders where volunteer_id = any(${people}::uuid[])`);
  await writer.run(sql`delete from refused_stamps where person_id = any(${people}::uuid[])`);
};

const hours = 'hours keep the id they were recorded under, and are read over all registrations of a person';

export const recordsLifecycle: Lifecycle = {
  lines: [
    ofOrganization('attendances', 'organization_path', {
      moved: follows('attendances', 'organization_path'),
      ...ends(
        becomes('heir', 'with their activity; what is not confirmed takes its activity along', handOverAttendances),
      ),
    }),
    ofOrganization('record_proposals', 'organization_id', { moved: stays('named by id'), ...proposalsMove }),
    ofOrganization('record_proposals', 'organization_path', {
      moved: follows('record_proposals', 'organization_path'),
      ...proposalsMove,
    }),
    ...keepsOrganization(
      'service_records',
      ['organization_id', 'organization_path'],
      'served there, under its superior of the day',
    ),
    ...keepsOrganization(
      'certificates',
      ['organization_id', 'organization_path'],
      'issued there, under its superior of the day',
    ),
    ...keepsOrganization('certificate_prefixes', ['organization_id'], 'its certificates are found by it'),
    ...(
      [
        ['attendances', 'volunteer_id'],
        ['attendance_stamps', 'volunteer_id', 'recorded_by'],
        ['service_records', 'volunteer_id', 'person_in_charge_id', 'recorded_by', 'approved_by'],
        ['record_proposals', 'requested_by', 'handled_by', 'decided_by'],
        ['record_proposal_lines', 'volunteer_id'],
        ['certificates', 'handled_by', 'revoked_by'],
        ['certificate_codes', 'volunteer_id'],
      ] as const
    ).flatMap(([table, ...columns]) => keepsPerson(table, columns, hours)),
    ...(
      [
        ['stamp_senders', 'volunteer_id'],
        ['refused_stamps', 'person_id'],
      ] as const
    ).map(([table, column]) =>
      ofPerson(table, column, {
        withdrawn: stays('goes by itself, after its days'),
        ...goes(becomes('deleted', 'stamps stand without it', sendersGo)),
        merged: stays('under the registration that arrived; goes by itself'),
      }),
    ),
    ofPerson('certificates', 'volunteer_id', {
      withdrawn: stays('a certificate outlives the registration'),
      ...goes(
        stays('number, sums and state stay; the printed sheet that names the person goes as a file of the person'),
      ),
      merged: stays(hours),
    }),
  ],
  retained: [
    ...retains('attendances', ['organization_path', 'state'], 'evidence of hours'),
    ...retains('attendance_stamps', ['direction', 'source'], 'evidence of hours'),
    ...retains(
      'service_records',
      [
        'organization_path',
        'title',
        'place',
        'content',
        'counted',
        'balance',
        'source',
        'trace',
        'level',
        'state',
        'quality',
        'quality_note',
      ],
      'evidence of hours, as 民函〔2012〕340号 asks for',
    ),
    ...retains('record_proposal_lines', ['source', 'content', 'outcome'], 'evidence of hours that were corrected'),
    ...retains(
      'certificates',
      ['number', 'organization_path', 'purpose', 'sheet', 'person_in_charge', 'superseded_reason', 'revoke_reason'],
      'what a third party may still check; the sheet holds no personal fields of the volunteer',
    ),
    ...retains('certificate_codes', ['code', 'number'], 'what a third party may still check'),
  ],
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
};
