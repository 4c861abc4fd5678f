/** What an approved appeal carries out: the same record counts again, by a new transaction that names the strike. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { assertAllowed, type AttendanceState } from '../../../domain/records/attendance.ts';
import { durationText } from '../../../domain/records/time-counting.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { overturnStrike } from '../../ledger/post.ts';
import { personBehind, registrationsOf } from '../../volunteers/registrations.ts';
import { timesOf, type Counted } from '../service/counted-times.ts';
import { recordKey } from '../service/standing.ts';

type Struck = Counted & {
  readonly state: AttendanceState;
  readonly transfer_id: Id | null;
  readonly minutes: number;
  readonly attendance_id: Id;
  readonly service_day: string;
  readonly title: string;
  readonly person_id: Id;
  readonly key: string;
};
type Line = { readonly volunteer_id: Id; readonly id: Id; readonly record_id: Id | null };

/** The person is locked. */
export async function restoreRecord(writer: Writer, line: Line, note: string): Promise<void> {
  const record = await writer.maybe<Struck>(sql`
    select r.state, r.transfer_id, r.minutes, r.attendance_id, r.service_day, r.title, r.started_at, r.ended_at, r.counted, ${personBehind(sql`r.volunteer_id`)} as person_id, ${recordKey(sql`r`)} as key
    from service_records r where r.volunteer_id = ${line.volunteer_id} and r.id = ${line.record_id} for update of r`);
  if (record === undefined || line.record_id === null) throw problem('core.not_found');
  assertAllowed('appeal', record.state);
  const strike = await writer.maybe<{ id: Id }>(
    sql`select id from ledger_transactions where owner_id = ${line.volunteer_id} and reverses_id = ${record.transfer_id} and reference = ${`service_record:${line.record_id}`}`,
  );
  if (strike === undefined) throw problem('records.books_disagree', { place: 'service_record' });
  await refuseCountedAgain(writer, line, record);
  const posted = await overturnStrike(writer, {
    owner_id: line.volunteer_id,
    transaction_id: strike.id,
    request_key: `${record.key} ${strike.id}`, // the whole record stands in the chain again
  });
  await writer.run(sql`
    update service_records set state = 'confirmed', transfer_id = ${posted.transaction_id}, posted_at = ${writer.now}, reversed_at = null
    where volunteer_id = ${line.volunteer_id} and id = ${line.record_id}`);
  await writer.run(sql`
    update attendances set state = 'confirmed', record_id = ${line.record_id} where volunteer_id = ${line.volunteer_id} and id = ${record.attendance_id}`);
  await writer.run(
    sql`update record_proposal_lines set result_record_id = ${line.record_id} where volunteer_id = ${line.volunteer_id} and id = ${line.id}`,
  );
  await writer.notify(
    record.person_id,
    'records.strike_overturned',
    { title: record.title, duration: durationText(record.minutes), note },
    line.record_id,
  );
}

/** Struck because it stood twice, or corrected since: what counts the same time in any registration of the person stands in the way. */
async function refuseCountedAgain(writer: Writer, line: Line, record: Struck): Promise<void> {
  const others = await writer.all<Counted & { title: string; service_day: string }>(sql`
    select title, service_day, started_at, ended_at, counted from service_records
    where volunteer_id = any(${await registrationsOf(writer, line.volunteer_id)}::uuid[]) and id <> ${line.record_id}
      and service_day between ${record.service_day}::date - 2 and ${record.service_day}::date + 2 and minutes > 0 and state in ('confirmed', 'awaiting_parent', 'awaiting_province')`);
  const own = timesOf(record);
  const other = others.find((one) =>
    timesOf(one).some((time) => own.some((mine) => time.from < mine.to && mine.from < time.to)),
  );
  if (other !== undefined) throw problem('records.counted_again', { day: other.service_day, title: other.title });
}
