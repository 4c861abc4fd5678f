import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { demandStanding, joinRegistrations } from './join-registrations.ts';
import { findVolunteer } from './load-volunteer.ts';

type MergeRow = { kept_id: Id; duplicate_id: Id; organization_path: string; opened_by: Id; decided_at: Date | null; kept_agreed_at: Date | null; duplicate_agreed_at: Date | null };

async function loadOpen(writer: Writer, id: Id): Promise<MergeRow> {
  const row = await writer.maybe<MergeRow>(sql`
    select kept_id, duplicate_id, organization_path, opened_by, decided_at, kept_agreed_at, duplicate_agreed_at from merge_requests where id = ${id} for update`);
  if (!row) throw problem('core.not_found');
  if (row.decided_at) throw problem('volunteers.merge_decided');
  return row;
}

/** Staff who see one person registered twice ask; both sides are told. */
export async function requestMerge(writer: Writer, input: { kept_id: Id; duplicate_id: Id; reason: string }): Promise<{ id: Id }> {
  const [kept, duplicate] = [await findVolunteer(writer, input.kept_id), await findVolunteer(writer, input.duplicate_id)];
  if (!kept || !duplicate || kept.id === duplicate.id || kept.erased_at || duplicate.erased_at) throw problem('core.not_found');
  for (const one of [kept, duplicate]) writer.caller.require('volunteers.merge', { path: one.organization_path }, 'volunteers.read');
  await demandStanding(writer, input);
  const id = writer.newId();
  await writer.run(sql`
    insert into merge_requests (id, kept_id, duplicate_id, organization_path, reason, opened_by, opened_at)
    values (${id}, ${kept.id}, ${duplicate.id}, ${kept.organization_path}, ${input.reason}, ${writer.caller.person_id}, ${writer.now})`);
  for (const one of [kept, duplicate]) await writer.notify(one.id, 'volunteers.merge_requested', {}, '/me/merges');
  await writer.audit({
    action: 'volunteers.request_merge', subject_type: 'merge_request', subject_id: id, organization_path: kept.organization_path, permission: 'volunteers.merge',
    after: { kept: kept.number, duplicate: duplicate.number }, reason: input.reason,
  });
  return { id };
}

/** Either side agrees, or says that these are two people; the latter ends the request. */
export async function answerMerge(writer: Writer, input: { merge_id: Id; agrees: boolean; reason?: string | undefined }): Promise<void> {
  const me = writer.caller.person_id;
  const row = await loadOpen(writer, input.merge_id);
  if (row.kept_id !== me && row.duplicate_id !== me) throw problem('core.not_found');
  if (!input.agrees) await decide(writer, input.merge_id, row, 'refused', input.reason ?? '本人说不是同一人');
  else if (row.kept_id === me) await writer.run(sql`update merge_requests set kept_agreed_at = ${writer.now} where id = ${input.merge_id}`);
  else await writer.run(sql`update merge_requests set duplicate_agreed_at = ${writer.now} where id = ${input.merge_id}`);
  await writer.audit({ action: 'volunteers.answer_merge', subject_type: 'merge_request', subject_id: input.merge_id, organization_path: row.organization_path, after: { agrees: input.agrees } });
}

/**
 * Another person of the organisation than the one who asked decides. A side that can sign in must have agreed; an imported
 * registration without an account cannot be asked. A merge is not taken back: the personal fields of the duplicate are gone.
 */
export async function decideMerge(writer: Writer, input: { merge_id: Id; merges: boolean; reason: string }): Promise<void> {
  const row = await loadOpen(writer, input.merge_id);
  writer.caller.require('volunteers.merge', { path: row.organization_path }, 'volunteers.read');
  if ([row.kept_id, row.duplicate_id].includes(writer.caller.person_id)) throw problem('volunteers.own_merge');
  if (input.merges) {
    if (row.opened_by === writer.caller.person_id) throw problem('volunteers.merge_second_person');
    const signing = await writer.all<{ person_id: Id }>(sql`select person_id from accounts where person_id in (${row.kept_id}, ${row.duplicate_id})`);
    const asked = signing.filter(({ person_id: person }) => (person === row.kept_id ? row.kept_agreed_at : row.duplicate_agreed_at) === null);
    if (asked.length > 0) throw problem('volunteers.merge_not_agreed');
    await joinRegistrations(writer, row);
  }
  await decide(writer, input.merge_id, row, input.merges ? 'merged' : 'refused', input.reason);
  await writer.audit({
    action: 'volunteers.decide_merge', subject_type: 'merge_request', subject_id: input.merge_id, organization_path: row.organization_path, permission: 'volunteers.merge',
    after: { merged: input.merges }, reason: input.reason,
  });
}

async function decide(writer: Writer, id: Id, row: MergeRow, decision: 'merged' | 'refused', reason: string): Promise<void> {
  await writer.run(sql`
    update merge_requests set decided_by = ${writer.caller.person_id}, decided_at = ${writer.now}, decision = ${decision}, decision_reason = ${reason} where id = ${id}`);
  const result = decision === 'merged' ? '已合并' : `未合并：${reason}`;
  for (const person of decision === 'merged' ? [row.kept_id] : [row.kept_id, row.duplicate_id]) await writer.notify(person, 'volunteers.merge_decided', { result }, '/me/merges');
}
