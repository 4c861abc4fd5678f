import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { businessDate } from '../../domain/time.ts';
import { answerDueOn } from '../../domain/volunteers/rights.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { loadOwn } from './load-volunteer.ts';

/** L43: raised with a team or association the volunteer belongs to or served with; those who answer there are told. */
export async function fileMatter(writer: Writer, input: { organization_id: Id; kind: string; title: string; content: string }): Promise<{ id: Id; due_on: string }> {
  const own = await loadOwn(writer, writer.caller.person_id);
  const organization = await loadOrganization(writer, input.organization_id);
  const id = writer.newId();
  const dueOn = answerDueOn(writer.now);
  await writer.run(sql`
    insert into rights_matters (id, volunteer_id, organization_id, organization_path, kind, title, content, filed_at, due_on)
    values (${id}, ${own.id}, ${organization.id}, ${organization.path}, ${input.kind}, ${input.title}, ${input.content}, ${writer.now}, ${dueOn})`);
  const answerers = await writer.all<{ person_id: Id }>(sql`
    select distinct g.person_id from role_grants g join roles r on r.id = g.role_id
    where g.organization_id = ${organization.id} and g.ended_at is null and 'volunteers.rights' = any(r.permissions) and ${businessDate(writer.now)} between g.valid_from and coalesce(g.valid_until, '9999-12-31')`);
  for (const person of answerers) await writer.notify(person.person_id, 'volunteers.matter_filed', { title: input.title }, '/console/volunteers/matters');
  await writer.audit({ action: 'volunteers.file_matter', subject_type: 'rights_matter', subject_id: id, organization_path: organization.path, after: { kind: input.kind, title: input.title } });
  return { id, due_on: dueOn };
}

export async function answerMatter(writer: Writer, input: { matter_id: Id; answer: string }): Promise<void> {
  const matter = await writer.maybe<{ organization_path: string; volunteer_id: Id; title: string; closed_at: Date | null }>(sql`
    select organization_path, volunteer_id, title, closed_at from rights_matters where id = ${input.matter_id} for update`);
  if (!matter) throw problem('core.not_found');
  writer.caller.require('volunteers.rights', { path: matter.organization_path }, 'volunteers.read');
  if (matter.closed_at) throw problem('volunteers.matter_closed');
  if (matter.volunteer_id === writer.caller.person_id) throw problem('volunteers.own_matter');
  await writer.run(sql`update rights_matters set answer = ${input.answer}, answered_by = ${writer.caller.person_id}, answered_at = ${writer.now} where id = ${input.matter_id}`);
  await writer.notify(matter.volunteer_id, 'volunteers.matter_answered', { title: matter.title }, '/me/rights');
  await writer.audit({
    action: 'volunteers.answer_matter', subject_type: 'rights_matter', subject_id: input.matter_id, organization_path: matter.organization_path, permission: 'volunteers.rights', after: { answer: input.answer },
  });
}

export async function closeMatter(writer: Writer, matterId: Id): Promise<void> {
  const closed = await writer.maybe<{ organization_path: string }>(sql`
    update rights_matters set closed_at = ${writer.now} where id = ${matterId} and volunteer_id = ${writer.caller.person_id} and closed_at is null returning organization_path`);
  if (!closed) throw problem('core.not_found');
  await writer.audit({ action: 'volunteers.close_matter', subject_type: 'rights_matter', subject_id: matterId, organization_path: closed.organization_path });
}
