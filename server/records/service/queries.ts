import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { allowed, type AttendanceState, type Quality } from '../../../domain/records/attendance.ts';
import type { Balance, PresenceSource } from '../../../domain/records/presence.ts';
import type { ProposalKind } from '../../../domain/records/two-people.ts';
import type { TimeTrace } from '../../../domain/records/time-counting.ts';
import { maskName } from '../../../domain/masking.ts';
import type { ApprovalLevel } from '../../../domain/organizations/rule-books/time-counting.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { readEntriesOf } from '../../ledger/queries.ts';
import { nameOn } from '../../organizations/tree/as-of.ts';
import { mayReadRecorded } from '../../organizations/tree/recorded-paths.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { recordCan } from './record-can.ts';
import { notSecondTo } from '../../two-people.ts';
import { strikesOf } from '../proposals/strikes.ts';
import { ownAmong } from './refuse-own.ts';

type RecordRow = {
  person_id: Id;
  volunteer_id: Id;
  record_id: Id;
  attendance_id: Id;
  shift_id: Id;
  activity_id: Id;
  organization_id: Id;
  organization_path: string;
  path_of_day: string;
  organization_name: string;
  title: string;
  place: string;
  content: string;
  people_served: number | null;
  service_day: string;
  started_at: Date;
  ended_at: Date;
  minutes: number;
  balance: Balance;
  source: PresenceSource;
  state: AttendanceState;
  level: ApprovalLevel;
  quality: Quality | null;
  quality_note: string | null;
  person_in_charge_id: Id;
  recorded_by_id: Id;
  recorded_at: Date;
  posted_at: Date | null;
  reversed_at: Date | null;
  supersedes_id: Id | null;
  superseded_by_id: Id | null;
  volunteer_number: string;
  trace: TimeTrace;
};

type EventLine = { at: Date; action: string; actor_name: string | null; reason: string | null };

/** What happened to any of these subjects, by type. */
async function eventsAbout(
  reader: Reader,
  subjects: Readonly<Record<'attendance' | 'service_record' | 'record_proposal', readonly Id[]>>,
): Promise<EventLine[]> {
  const about = (['attendance', 'service_record', 'record_proposal'] as const).map(
    (type) => sql`(e.subject_type = ${type} and e.subject_id = any(${subjects[type]}::text[]))`,
  );
  const rows = await reader.all<Omit<EventLine, 'actor_name'> & { actor_person_id: Id | null }>(sql`
    select e.at, e.action, e.actor_person_id, e.reason from audit_events e where ${sql.join(about, ' or ')} order by e.at, e.id limit 200`);
  const names = await namesOf(
    reader,
    rows.map((row) => row.actor_person_id),
  );
  return rows.map(({ actor_person_id, ...row }) => ({ ...row, actor_name: names.orNull(actor_person_id) }));
}

/** One record and all that happened to it. The volunteer sees it, and staff who may read records there. */
export async function readRecord(reader: Reader, actor: Actor, personId: Id, recordId: Id) {
  const registrations = await registrationsOf(reader, personId);
  const found = await reader.maybe<RecordRow>(sql`
    select coalesce(v.merged_into, v.id) as person_id, r.volunteer_id, r.id as record_id, r.attendance_id, r.shift_id, r.activity_id, r.organization_id, o.path as organization_path, r.organization_path as path_of_day,
      ${nameOn(sql`r.service_day`)} as organization_name, r.title, r.place, r.content, r.people_served, r.service_day, r.started_at, r.ended_at, r.minutes, r.balance, r.source, r.state, r.level, r.quality, r.quality_note,
      r.person_in_charge_id, r.recorded_by as recorded_by_id, r.recorded_at, r.posted_at, r.reversed_at, r.supersedes_id,
      (select min(n.id::text)::uuid from service_records n where n.volunteer_id = r.volunteer_id and n.supersedes_id = r.id) as superseded_by_id,
      v.number as volunteer_number, r.trace
    from service_records r join organizations o on o.id = r.organization_id join volunteers v on v.id = r.volunteer_id
    where r.volunteer_id = any(${registrations}::uuid[]) and r.id = ${recordId}`);
  const own = found?.person_id === actor.person_id;
  if (found === undefined || (!own && !mayReadRecorded(actor, 'records.read', found))) throw problem('core.not_found');
  const { trace, organization_path, path_of_day: _, person_in_charge_id, recorded_by_id, person_id, ...record } = found;
  const names = await namesOf(reader, [person_id, person_in_charge_id, recorded_by_id]);
  const volunteerId = found.volunteer_id;
  const stamps = await reader.all<{
    direction: 'in' | 'out';
    stamped_at: Date;
    arrived_at: Date;
    source: PresenceSource;
    is_late: boolean;
    code_step: number | null;
    is_inside: boolean | null;
    accuracy_metres: number | null;
  }>(sql`
    select direction, stamped_at, arrived_at, source, is_late, code_step, is_inside, accuracy_metres from attendance_stamps
    where volunteer_id = ${volunteerId} and attendance_id = ${found.attendance_id} order by stamped_at, id`);
  const records = await reader.all<{ id: Id }>(
    sql`select id from service_records where volunteer_id = ${volunteerId} and attendance_id = ${found.attendance_id}`,
  );
  const lines = await reader.all<{ proposal_id: Id; is_of_attendance: boolean }>(sql`
    select proposal_id, attendance_id is not distinct from ${found.attendance_id}::uuid as is_of_attendance from record_proposal_lines
    where volunteer_id = ${volunteerId} and (attendance_id = ${found.attendance_id} or result_record_id = ${recordId})`);
  const asked = lines.filter((line) => line.is_of_attendance).map((line) => line.proposal_id);
  const events = await eventsAbout(reader, {
    attendance: [found.attendance_id],
    service_record: records.map((one) => one.id),
    record_proposal: asked,
  });
  const proposals = await reader.all<{
    proposal_id: Id;
    kind: ProposalKind;
    state: 'requested' | 'handled' | 'approved' | 'returned';
    requested_at: Date;
  }>(sql`
    select p.id as proposal_id, p.kind, p.state, p.requested_at from record_proposals p
    where p.id = any(${lines.map((line) => line.proposal_id)}::uuid[]) order by p.requested_at`);
  const certificates = await reader.all<{ number: string; issued_at: Date; is_superseded: boolean }>(sql`
    select number, issued_at, superseded_at is not null as is_superseded from certificates where volunteer_id = any(${registrations}::uuid[]) and ${recordId}::uuid = any(record_ids) order by issued_at`);
  const transfers = await readEntriesOf(
    reader,
    volunteerId,
    records.map((one) => `service_record:${one.id}`),
  );
  const isOwnAffair = (await ownAmong(reader, actor.person_id, [person_id])).length > 0;
  const isOpen = proposals.some((one) => one.state === 'requested' || one.state === 'handled');
  const isAppealable = allowed('appeal', found.state) && found.minutes > 0;
  return {
    ...record,
    person_in_charge: names.of(person_in_charge_id),
    recorded_by: names.of(recorded_by_id),
    volunteer_name: own ? names.of(person_id) : maskName(names.of(person_id)),
    book: { name: trace.book.name, version: trace.book.version },
    steps: [...trace.steps],
    stamps,
    events,
    proposals,
    certificates,
    transfers: transfers.map((transfer) => ({
      id: transfer.id,
      unit: transfer.unit,
      amount: transfer.amount,
      balance_after: transfer.balance_after,
      reason: transfer.reason,
      posted_at: transfer.posted_at,
      hash: transfer.hash,
    })),
    can: {
      ...(await recordCan(reader, actor, {
        is_own: isOwnAffair,
        is_second: !(await notSecondTo(reader, actor.person_id, [recorded_by_id])).has(recorded_by_id),
        state: found.state,
        level: found.level,
        organization_path,
        recorded_by: recorded_by_id,
      })),
      appeal: own && isAppealable && !isOpen,
      propose_appeal:
        !isOwnAffair &&
        isAppealable &&
        !isOpen &&
        actor.may('records.propose', { path: organization_path, activity_id: found.activity_id }) &&
        (await strikesOf(reader, [recordId])).get(recordId)?.struck_by !== actor.person_id,
      propose_correction:
        !isOwnAffair &&
        allowed('request_correction', found.state) &&
        actor.may('records.propose', { path: organization_path, activity_id: found.activity_id }) &&
        !isOpen,
      request_correction: own && allowed('request_correction', found.state) && !isOpen,
    },
  };
}
