/** Stamps and records against the audit events that they left: an event is sealed at night, so what it says cannot be taken back unseen. */
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Fault } from '../../ledger/fault.ts';
import { inOnePass } from '../../ledger/in-one-pass.ts';

export async function verifyEvidence(reader: Reader): Promise<Fault[]> {
  return [...(await verifyStamps(reader)), ...(await verifyDecisions(reader)), ...(await verifyAppeals(reader))];
}

/** Each stamp has its event and each event its stamp: same attendance, direction, source and moment. */
async function verifyStamps(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{
    stamp_id: string | null;
    event_id: string | null;
    attendance_id: string;
    volunteer_id: string | null;
  }>(sql`
    select s.id as stamp_id, e.id as event_id, coalesce(s.attendance, e.attendance) as attendance_id, s.volunteer_id
    from (select volunteer_id, id, attendance_id::text as attendance, direction, source, stamped_at from attendance_stamps) s
      full join (
        select id, subject_id as attendance, case action when 'records.check_in' then 'in' else 'out' end as direction, after ->> 'source' as source, (after ->> 'stamped_at')::timestamptz as stamped_at
        from audit_events where action in ('records.check_in', 'records.check_out')
        union all select id, subject_id, 'in', 'self_declared', (after ->> 'started_at')::timestamptz from audit_events where action = 'records.declare'
        union all select id, subject_id, 'out', 'self_declared', (after ->> 'ended_at')::timestamptz from audit_events where action = 'records.declare') e
      on e.attendance = s.attendance and e.direction = s.direction and e.source = s.source and e.stamped_at = s.stamped_at
    where s.id is null or e.id is null order by 3, 1 limit 40`);
  return rows.map((row): Fault =>
    row.stamp_id === null
      ? {
          check: 'stamp',
          where: `attendance ${row.attendance_id}`,
          says: `the stamp of event ${row.event_id} is missing or was changed`,
        }
      : {
          check: 'stamp',
          where: `stamp ${row.stamp_id} of ${row.volunteer_id}`,
          says: `of attendance ${row.attendance_id} has no event that says the same`,
        },
  );
}

/**
 * No record is posted without somebody's decision about it, with the minutes that were decided: the most that any event of it says.
 * Nearly every record has one event; what it says otherwise is asked only of those that it does not fit.
 */
async function verifyDecisions(reader: Reader): Promise<Fault[]> {
  const decided = sql`e.subject_type = 'service_record' and e.action in ('records.confirm', 'records.approve')`;
  const rows = await inOnePass(reader, () =>
    reader.all<{ id: string; volunteer_id: string }>(sql`
    with doubtful as materialized (
      select distinct r.volunteer_id, r.id, r.minutes
      from service_records r left join (select e.subject_id, (e.after ->> 'minutes')::int as minutes from audit_events e where ${decided}) said on said.subject_id = r.id::text
      where r.transfer_id is not null and (said.subject_id is null or said.minutes <> r.minutes))
    select d.id, d.volunteer_id
    from doubtful d
    where not exists (
        select from record_proposal_lines l
        where l.volunteer_id = d.volunteer_id and l.result_record_id = d.id
          and exists (select from audit_events e where e.subject_type = 'record_proposal' and e.subject_id = l.proposal_id::text and e.action like 'records.approve\\_%'))
      and coalesce((select coalesce(max((e.after ->> 'minutes')::int) <> d.minutes, false) from audit_events e where ${decided} and e.subject_id = d.id::text having count(*) > 0), true)
    order by d.volunteer_id, d.id limit 20`),
  );
  return rows.map((row): Fault => ({
    check: 'decision',
    where: `service record ${row.id} of ${row.volunteer_id}`,
    says: 'was posted without a decision in the audit trail that says the same',
  }));
}

/** No strike is overturned without an appeal that two people approved, one for each time. */
async function verifyAppeals(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ owner_id: string; reference: string }>(sql`
    select t.owner_id, t.reference from ledger_transactions t where t.reason = 'strike_overturned' and t.reference like 'service_record:%' group by t.owner_id, t.reference
    having count(*) > (
      select count(*) from record_proposal_lines l where l.volunteer_id = t.owner_id and 'service_record:' || l.result_record_id = t.reference
        and exists (select from audit_events e where e.subject_type = 'record_proposal' and e.subject_id = l.proposal_id::text and e.action = 'records.approve_appeal'))
    order by t.owner_id, t.reference limit 20`);
  return rows.map(({ owner_id, reference }): Fault => ({
    check: 'decision',
    where: `service record ${reference.split(':')[1]} of ${owner_id}`,
    says: 'was given back after a strike without an approved appeal in the audit trail',
  }));
}
