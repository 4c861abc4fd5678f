import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { lastDayOf } from '../../../domain/calendar/term.ts';
import { businessDate } from '../../../domain/time.ts';
import { answerTerm, refusalToAddress } from '../../../domain/volunteers/rights.ts';
import { loadWorkCalendar } from '../../calendar/holidays.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { rungsOver } from '../../holders.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { loadOwn } from '../load-volunteer.ts';
import { registrationsOf } from '../registrations.ts';
import { workersAt } from './matter-deadlines.ts';
import { matterAddressees } from './my-matters.ts';

/** Where somebody holds a role: for that person a matter about such a team does not exist. */
export async function workplacesOf(reader: Reader, person: Id): Promise<readonly Id[]> {
  const rows = await reader.all<{ organization_id: Id }>(
    sql`select distinct organization_id from role_grants where person_id = ${person} and ended_at is null`,
  );
  return rows.map((row) => row.organization_id);
}

/** L43: raised with a team that the volunteer belongs to or served with, or with a body above it; the nearest who may answer are told. */
export async function fileMatter(
  writer: Writer,
  later: Pick<LaterNouns, 'servedWith'>,
  input: { organization_id: Id; about_organization_id: Id | null; kind: string; title: string; content: string },
): Promise<{ id: Id; due_on: string }> {
  const own = await loadOwn(writer, writer.caller.person_id);
  const organization = await standingOrganization(writer, input.organization_id);
  const refused = refusalToAddress(
    organization.id,
    input.about_organization_id,
    await matterAddressees(writer, later, own.id),
  );
  if (refused !== null) throw refused;
  const id = writer.newId();
  const due = lastDayOf(answerTerm, businessDate(writer.now), await loadWorkCalendar(writer));
  await writer.run(sql`
    insert into rights_matters (id, volunteer_id, organization_id, organization_path, about_organization_id, kind, title, content, filed_at, due_on)
    values (${id}, ${own.id}, ${organization.id}, ${organization.path}, ${input.about_organization_id}, ${input.kind}, ${input.title}, ${input.content}, ${writer.now}, ${due.day})`);
  // upwards while nobody is left who may answer: neither the volunteer nor those whom it is about
  const concerned = await workersAt(writer, input.about_organization_id === null ? [] : [input.about_organization_id]);
  const except = [own.id, ...concerned.map((one) => one.id)];
  const asked = { permission: 'volunteers.rights', path: organization.path, except } as const;
  const [nearest] = await rungsOver(writer, asked, writer.now);
  await writer.notify(nearest?.people ?? [], 'volunteers.matter_filed', {});
  await writer.audit({
    action: 'volunteers.file_matter',
    subject_type: 'rights_matter',
    subject_id: id,
    organization_path: organization.path,
    // the person's own words go when the person is erased, and the trail is sealed
    after: { kind: input.kind, about_organization_id: input.about_organization_id },
  });
  return { id, due_on: due.day };
}

export async function answerMatter(writer: Writer, input: { matter_id: Id; answer: string }): Promise<void> {
  const filed = await writer.maybe<{ volunteer_id: Id }>(
    sql`select volunteer_id from rights_matters where id = ${input.matter_id}`,
  );
  const matter = await writer.maybe<{
    organization_path: string;
    volunteer_id: Id;
    title: string;
    closed_at: Date | null;
    about_organization_id: Id | null;
  }>(sql`
    select organization_path, volunteer_id, title, closed_at, about_organization_id from rights_matters
    where volunteer_id = ${filed?.volunteer_id ?? null} and id = ${input.matter_id} for update`);
  const workplaces = await workplacesOf(writer, writer.caller.person_id);
  if (!matter || workplaces.some((place) => place === matter.about_organization_id)) throw problem('core.not_found');
  writer.caller.require('volunteers.rights', { path: matter.organization_path }, 'volunteers.read');
  if (matter.closed_at) throw problem('volunteers.matter_closed');
  const [person = matter.volunteer_id] = await registrationsOf(writer, matter.volunteer_id);
  if (person === writer.caller.person_id) throw problem('volunteers.own_matter');
  await writer.run(
    sql`update rights_matters set answer = ${input.answer}, answered_by = ${writer.caller.person_id}, answered_at = ${writer.now} where volunteer_id = ${matter.volunteer_id} and id = ${input.matter_id}`,
  );
  await writer.notify(person, 'volunteers.matter_answered', { title: matter.title });
  await writer.audit({
    action: 'volunteers.answer_matter',
    subject_type: 'rights_matter',
    subject_id: input.matter_id,
    organization_path: matter.organization_path,
    permission: 'volunteers.rights',
    after: { answer: input.answer },
  });
}

export async function closeMatter(writer: Writer, matterId: Id): Promise<void> {
  const own = await registrationsOf(writer, writer.caller.person_id);
  const closed = await writer.maybe<{ organization_path: string }>(sql`
    update rights_matters set closed_at = ${writer.now} where id = ${matterId} and volunteer_id = any(${own}::uuid[]) and closed_at is null returning organization_path`);
  if (!closed) throw problem('core.not_found');
  await writer.audit({
    action: 'volunteers.close_matter',
    subject_type: 'rights_matter',
    subject_id: matterId,
    organization_path: closed.organization_path,
  });
}
