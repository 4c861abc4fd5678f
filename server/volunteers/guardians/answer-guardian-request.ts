import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { refusalOfRole, refusalToAnswer, type Standing } from '../../../domain/volunteers/guardian.ts';
import type { DocumentType } from '../../../domain/volunteers/identity.ts';
import { readPhone } from '../../../domain/volunteers/phone.ts';
import { readName } from '../../../domain/volunteers/name.ts';
import { nameNameless } from '../../accounts/people/save-person.ts';
import { namesOf } from '../../db/names-of.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { lockVolunteer } from '../lock-volunteer.ts';
import { peopleBehind } from '../registrations.ts';
import { personPinyin } from '../person-pinyin.ts';
import { phoneColumns } from '../personal-fields.ts';
import { registerVolunteer, type Helps } from '../registration/register-volunteer.ts';
import { requestGuardian, type GuardianRole } from './request-guardian.ts';

type RequestRow = {
  id: Id;
  role: GuardianRole;
  child_id: Id | null;
  organization_id: Id | null;
  phone_hint: string;
  expires_at: Date;
  answered_at: Date | null;
  is_own_phone: boolean;
};

export type ChildRegistration = {
  readonly name: string;
  readonly document_type?: DocumentType | undefined;
  readonly document_number: string;
  readonly birth_date?: BusinessDate | null | undefined;
  readonly organization_id: Id;
  readonly is_pupil: boolean;
  readonly school?: string | null | undefined;
  readonly teacher_phone?: string | null | undefined;
  readonly compound_id?: Id | null | undefined;
  readonly terms_version: string;
};
export type Confirmation = {
  readonly request_id: Id;
  readonly guardian_name: string;
  readonly relation: 'parent' | 'other_guardian' | 'teacher';
  readonly child?: ChildRegistration | undefined;
};

/** The request under its lock, answerable by the caller or refused. */
async function loadRequest(writer: Writer, id: Id): Promise<RequestRow> {
  const me = writer.caller.person_id;
  const row = await writer.maybe<RequestRow & { birth_date: string | null }>(sql`
    select r.id, r.role, r.child_id, r.organization_id, r.phone_hint, r.expires_at, r.answered_at,
      coalesce(p.phone_index = r.phone_index, false) as is_own_phone, p.birth_date::text
    from guardian_requests r join persons p on p.id = ${me} where r.id = ${id} for update of r`);
  if (!row) throw problem('core.not_found');
  const refused = refusalToAnswer(
    row,
    { birth_date: row.birth_date, is_child: row.child_id === me },
    writer.now,
    businessDate(writer.now),
  );
  if (refused) throw refused;
  return row;
}

/** The guardian (or teacher) agrees on an own phone; for a child under 14 this is the moment it is stored at all. */
export async function confirmGuardianRequest(
  writer: Writer,
  input: Confirmation,
  helps: Helps,
): Promise<{ child_id: Id; number: string | null }> {
  const request = await loadRequest(writer, input.request_id);
  const me = writer.caller.person_id;
  const name = readName(input.guardian_name);
  await nameNameless(writer, me, { name, pinyin: personPinyin(name) });
  if (request.child_id !== null) await assertOtherPerson(writer, request.child_id, request.role, input.guardian_name);
  const relation =
    request.role === 'teacher' ? 'teacher' : input.relation === 'teacher' ? 'other_guardian' : input.relation;
  let childId = request.child_id;
  let number: string | null = null;
  if (childId === null) {
    if (!input.child) throw problem('core.invalid_input', {}, 'child');
    ({ childId, number } = await registerChild(writer, input.child, helps));
  }
  await writer.run(sql`
    insert into guardianships (child_id, id, guardian_id, relation, confirmed_at) values (${childId}, ${writer.newId()}, ${me}, ${relation}, ${writer.now})`);
  await writer.run(sql`
    insert into consents (volunteer_id, id, kind, version, given_by, given_at, evidence)
    values (${childId}, ${writer.newId()}, ${request.role}, '1', ${me}, ${writer.now}, ${JSON.stringify({ request_id: request.id, phone: request.phone_hint, relation })})`);
  await close(writer, request.id, 'confirmed');
  await writer.notify(childId, 'volunteers.guardian_confirmed', {});
  await writer.audit({
    action: 'volunteers.guardian_confirm',
    subject_type: 'volunteer',
    subject_id: childId,
    after: { role: request.role, relation },
  });
  return { child_id: childId, number };
}

export async function refuseGuardianRequest(writer: Writer, id: Id): Promise<void> {
  const request = await loadRequest(writer, id);
  await close(writer, request.id, 'refused');
  if (request.child_id !== null) await writer.notify(request.child_id, 'volunteers.guardian_refused', {});
  await writer.audit({
    action: 'volunteers.guardian_refuse',
    subject_type: 'guardian_request',
    subject_id: id,
    after: { role: request.role },
  });
}

/** Under the child's lock, so that two roles are not taken at the same moment. */
async function assertOtherPerson(writer: Writer, childId: Id, role: GuardianRole, given: string): Promise<void> {
  await lockVolunteer(writer, childId);
  const me = writer.caller.person_id;
  const others = await writer.all<{ person_id: Id; role: GuardianRole }>(sql`
    with one as (
      select c.given_by as person_id, c.kind as role from consents c where c.volunteer_id = ${childId} and c.kind in ('parent', 'teacher') and c.withdrawn_at is null
      union
      select g.guardian_id, case when g.relation = 'teacher' then 'teacher' else 'parent' end from guardianships g where g.child_id = ${childId} and g.ended_at is null)
    select person_id, role from one`);
  const everybody = [me, ...others.map((one) => one.person_id)];
  const [people, names] = [await peopleBehind(writer, everybody), await namesOf(writer, everybody)];
  const said = readName(given);
  const name = names.of(me) || said;
  const shown = await writer.all<{ person_id: Id }>(sql`
    select person_id from identity_keys where kind = 'document' and person_id = any(${everybody}::uuid[])`);
  const hasDocument = new Set(shown.map((key) => key.person_id));
  // two who have shown a document each are two, whatever they are called
  const standing = others.map(({ person_id, role: held }): Standing => ({
    role: held,
    is_same_person: people.get(person_id) === people.get(me),
    has_same_name: name !== '' && names.of(person_id) === name && !(hasDocument.has(me) && hasDocument.has(person_id)),
  }));
  const refused = refusalOfRole(role, standing);
  if (refused) throw refused;
}

async function close(writer: Writer, id: Id, answer: 'confirmed' | 'refused'): Promise<void> {
  await writer.run(sql`
    update guardian_requests set answered_at = ${writer.now}, answered_by = ${writer.caller.person_id}, answer = ${answer}, phone_encrypted = null where id = ${id}`);
}

async function registerChild(
  writer: Writer,
  child: ChildRegistration,
  { messenger, ...nouns }: Helps,
): Promise<{ childId: Id; number: string }> {
  const guardian = writer.caller.person_id;
  const answer = await registerVolunteer(writer, nouns, {
    person_id: null,
    name: child.name,
    document: { type: child.document_type, number: child.document_number, birth_date: child.birth_date },
    organization_id: child.organization_id,
    source: 'guardian',
    is_pupil: child.is_pupil,
    school: child.school,
    compound_id: child.compound_id,
    terms_version: child.terms_version,
    accepted_by: guardian,
    is_guardian_present: true,
  });
  if (answer.outcome !== 'registered') throw problem('volunteers.already_registered');
  if (child.is_pupil) {
    if (!child.teacher_phone) throw problem('volunteers.teacher_phone_missing', {}, 'teacher_phone');
    const [own] = await writer.all<{ phone_index: Buffer | null }>(
      sql`select phone_index from persons where id = ${guardian}`,
    );
    if (own?.phone_index?.equals(phoneColumns(writer.secrets, readPhone(child.teacher_phone)).index))
      throw problem('volunteers.guardian_same_phone', {}, 'teacher_phone');
    await requestGuardian(
      writer,
      {
        role: 'teacher',
        phone: child.teacher_phone,
        child_id: answer.volunteer_id,
        organization_id: child.organization_id,
      },
      messenger,
    );
  }
  return { childId: answer.volunteer_id, number: answer.number };
}

/** Requests nobody answered lose the phone number; the row says only that one was asked. */
export async function expireGuardianRequests(writer: Writer): Promise<number> {
  const rows = await writer.all(sql`
    update guardian_requests set answered_at = ${writer.now}, answer = 'expired', phone_encrypted = null, phone_index = '', phone_hint = ''
    where answered_at is null and expires_at <= ${writer.now} returning id`);
  await writer.audit({
    action: 'volunteers.guardian_requests_expire',
    subject_type: 'guardian_request',
    subject_id: 'expired',
    after: { count: rows.length },
  });
  return rows.length;
}
