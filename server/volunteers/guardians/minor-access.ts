import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { addDays, businessDate, dayMs, startOfDay } from '../../../domain/time.ts';
import { isMinor } from '../../../domain/volunteers/consent.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { assertTwoPeople } from '../../two-people.ts';
import { findVolunteer, type VolunteerRow } from '../load-volunteer.ts';
import { openPersonalFields, type RevealedPerson } from '../personal-fields.ts';

export type MinorAccess = {
  readonly state: 'none' | 'asked' | 'approved' | 'refused';
  readonly expires_at: Date | null;
};

/** Where one person's request for one child stands: an approval ends by itself. */
export async function minorAccess(reader: Reader, child: Id, asker: Id, now: Date): Promise<MinorAccess> {
  const last = await reader.maybe<{ decision: 'approved' | 'refused' | null; expires_at: Date | null }>(sql`
    select decision, expires_at from minor_access_requests where child_id = ${child} and asked_by = ${asker} order by asked_at desc, id desc limit 1`);
  if (!last) return { state: 'none', expires_at: null };
  if (last.decision === null) return { state: 'asked', expires_at: null };
  if (last.decision === 'approved' && (last.expires_at ?? now) <= now) return { state: 'none', expires_at: null };
  return { state: last.decision, expires_at: last.expires_at };
}

async function loadFor(writer: Writer, id: Id): Promise<VolunteerRow> {
  const row = await findVolunteer(writer, id);
  if (!row || row.erased_at) throw problem('core.not_found');
  writer.caller.require('volunteers.reveal', { path: row.organization_path }, 'volunteers.read');
  return row;
}

/** Full data with a reason: the look is logged, and the person (or guardian) is told. */
export async function revealVolunteer(
  writer: Writer,
  input: { volunteer_id: Id; reason: string },
): Promise<RevealedPerson> {
  const row = await loadFor(writer, input.volunteer_id);
  const minor = isMinor(row.birth_date, businessDate(writer.now));
  if (minor && (await minorAccess(writer, row.id, writer.caller.person_id, writer.now)).state !== 'approved')
    throw problem('volunteers.minor_access_needed');
  const params = { organization: row.organization_name, reason: input.reason };
  const told = minor
    ? await writer.all<{ id: Id }>(
        sql`select guardian_id as id from guardianships where child_id = ${row.id} and relation <> 'teacher' and ended_at is null`,
      )
    : [{ id: row.id }];
  await writer.notify(
    told.map((person) => person.id),
    'volunteers.looked_at',
    params,
  );
  await writer.audit({
    action: 'volunteers.reveal',
    subject_type: 'volunteer',
    subject_id: row.id,
    organization_path: row.organization_path,
    permission: 'volunteers.reveal',
    reason: input.reason,
    after: { fields: ['name', 'birth_date', 'document_number', 'phone'], of_minor: minor },
  });
  return openPersonalFields(writer, writer.secrets, row.id);
}

export async function askMinorAccess(
  writer: Writer,
  input: { volunteer_id: Id; reason: string },
): Promise<{ request_id: Id }> {
  const row = await loadFor(writer, input.volunteer_id);
  if (!isMinor(row.birth_date, businessDate(writer.now))) throw problem('volunteers.not_a_minor');
  if ((await minorAccess(writer, row.id, writer.caller.person_id, writer.now)).state === 'asked')
    throw problem('volunteers.minor_access_asked');
  const id = writer.newId();
  await writer.run(sql`
    insert into minor_access_requests (id, child_id, organization_path, asked_by, asked_at, reason)
    values (${id}, ${row.id}, ${row.organization_path}, ${writer.caller.person_id}, ${writer.now}, ${input.reason})`);
  await writer.audit({
    action: 'volunteers.ask_minor_access',
    subject_type: 'volunteer',
    subject_id: row.id,
    organization_path: row.organization_path,
    permission: 'volunteers.reveal',
    reason: input.reason,
  });
  return { request_id: id };
}

export async function decideMinorAccess(
  writer: Writer,
  input: { request_id: Id; approves: boolean; days: number; reason: string },
): Promise<void> {
  const request = await writer.maybe<{
    child_id: Id;
    organization_path: string;
    asked_by: Id;
    decided_at: Date | null;
  }>(sql`
    select child_id, organization_path, asked_by, decided_at from minor_access_requests where id = ${input.request_id} for update`);
  if (!request) throw problem('core.not_found');
  writer.caller.require('volunteers.approve_minor_access', { path: request.organization_path }, 'volunteers.read');
  if (request.decided_at) throw problem('volunteers.access_decided');
  if (request.asked_by === writer.caller.person_id) throw problem('volunteers.own_access');
  await assertTwoPeople(writer, request.asked_by, writer.caller.person_id);
  const expiresAt = input.approves
    ? new Date(startOfDay(addDays(businessDate(writer.now), input.days)).getTime() + dayMs)
    : null;
  await writer.run(sql`
    update minor_access_requests set decided_by = ${writer.caller.person_id}, decided_at = ${writer.now}, decision = ${input.approves ? 'approved' : 'refused'},
      decision_reason = ${input.reason}, expires_at = ${expiresAt} where id = ${input.request_id}`);
  await writer.notify(
    request.asked_by,
    'volunteers.minor_access_decided',
    { result: input.approves ? `已批准 ${input.days} 天` : `未批准：${input.reason}` },
    request.child_id,
  );
  await writer.audit({
    action: 'volunteers.decide_minor_access',
    subject_type: 'volunteer',
    subject_id: request.child_id,
    organization_path: request.organization_path,
    permission: 'volunteers.approve_minor_access',
    after: { approved: input.approves, days: input.approves ? input.days : null },
    reason: input.reason || null,
  });
}
