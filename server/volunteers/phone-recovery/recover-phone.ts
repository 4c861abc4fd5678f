import { randomBytes } from 'node:crypto';
import { behindTheSign, ownPhone } from '../../../domain/paths.ts';
import { normalPhone } from '../../../domain/accounts/phone.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { ageOn, businessDate } from '../../../domain/time.ts';
import { storageConsentUnderAge } from '../../../domain/volunteers/consent.ts';
import { normalizeDocumentNumber, type DocumentType } from '../../../domain/volunteers/identity.ts';
import { recoveryCarriedOutAfter, recoveryState } from '../../../domain/volunteers/phone-recovery.ts';
import { accountOfPerson, accountOfPhone } from '../../accounts/sign-in/open-account.ts';
import { sendAfterCommit } from '../../accounts/sign-in/phone-sender.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { recoveryWaitDays } from '../../env.ts';
import { holdersNear } from '../../holders.ts';
import { assertTwoPeople, whoBroughtIn } from '../../two-people.ts';
import { findVolunteer } from '../load-volunteer.ts';
import { documentIndex, phoneColumns } from '../personal-fields.ts';
import type { Messenger } from '../guardians/request-guardian.ts';
import { bindRecovered } from './carry-out-recovery.ts';
import { isUndone, loadUndone, oldPhoneOf, type OldPhone, type RecoveryRow } from './recovery-row.ts';
import { stopRecovery } from './stop-recovery.ts';

/** Whoever gains by it, or was brought in by one who does, neither proposes nor decides. */
async function refuseBeneficiary(writer: Writer, person: Id): Promise<void> {
  if (writer.caller.person_id === person) throw problem('volunteers.recovery_own');
  if ((await whoBroughtIn(writer, writer.caller.person_id, [person])).length > 0) throw problem('core.two_people');
}

/** With the phone go the roles: who helps somebody on the staff could have granted each of them. */
async function assertOverRoles(writer: Writer, person: Id): Promise<void> {
  const places = await writer.all<{ path: string }>(sql`
    select o.path from role_grants g join organizations o on o.id = g.organization_id where g.person_id = ${person} and g.ended_at is null and g.activity_id is null`);
  if (places.some((place) => !writer.caller.may('accounts.grant', place))) throw problem('volunteers.recovery_staff');
}

export type RecoveryWish = {
  readonly volunteer_id: Id;
  readonly phone: string;
  readonly document_type: DocumentType;
  readonly document_number?: string | undefined;
  readonly reason: string;
};

/** Somebody stands at the desk with a document and without the old phone. */
export async function askPhoneRecovery(writer: Writer, input: RecoveryWish): Promise<{ id: Id }> {
  const one = await findVolunteer(writer, input.volunteer_id);
  if (!one || one.erased_at || one.merged_into) throw problem('core.not_found');
  writer.caller.require('volunteers.merge', { path: one.organization_path }, 'volunteers.read');
  await refuseBeneficiary(writer, one.id);
  await assertOverRoles(writer, one.id);
  const hasAccount = (await accountOfPerson(writer, one.id)) !== undefined;
  if (
    !hasAccount &&
    one.birth_date !== null &&
    ageOn(one.birth_date, businessDate(writer.now)) < storageConsentUnderAge
  )
    throw problem('volunteers.recovery_child');
  if (input.document_number !== undefined)
    await compareDocument(writer, one.id, input.document_type, input.document_number);
  const phone = normalPhone(input.phone);
  const columns = phoneColumns(writer.secrets, phone);
  const taken = await accountOfPhone(writer, columns.index);
  if (taken) throw problem(taken.person_id === one.id ? 'accounts.phone_same' : 'accounts.phone_taken', {}, 'phone');
  const undone = await writer.maybe(sql`
    select id from phone_recoveries where person_id = ${one.id} and carried_out_at is null and stopped_at is null and decision is distinct from 'refused'`);
  if (undone) throw problem('volunteers.recovery_waits_already');
  const id = writer.newId();
  const isCompared = input.document_number !== undefined;
  await writer.run(sql`
    insert into phone_recoveries (id, person_id, organization_path, phone_encrypted, phone_index, phone_hint, old_phone_hint, document_type, is_document_compared, reason, opened_by, opened_at)
    values (${id}, ${one.id}, ${one.organization_path}, ${columns.encrypted}, ${columns.index}, ${columns.hint}, ${one.phone_hint}, ${input.document_type}, ${isCompared}, ${input.reason},
      ${writer.caller.person_id}, ${writer.now})`);
  const near = await holdersNear(writer, 'volunteers.merge', one.organization_path, 'at', writer.caller.person_id);
  await writer.notify(
    near.filter((person) => person !== one.id),
    'volunteers.recovery_asked',
    { number: one.number },
  );
  await writer.audit({
    action: 'volunteers.ask_phone_recovery',
    subject_type: 'volunteer',
    subject_id: one.id,
    organization_path: one.organization_path,
    permission: 'volunteers.merge',
    reason: input.reason,
    before: { phone: one.phone_hint },
    after: { phone: columns.hint, document_type: input.document_type, is_document_compared: isCompared },
  });
  return { id };
}

/** Against the encrypted number, by its keyed index: nobody reads it for that. */
async function compareDocument(writer: Writer, person: Id, type: DocumentType, number: string): Promise<void> {
  const index = documentIndex(writer.secrets, { type, number: normalizeDocumentNumber(number) });
  const same = await writer.maybe(sql`select id from persons where id = ${person} and document_index = ${index}`);
  if (!same) throw problem('volunteers.recovery_document', {}, 'document_number');
}

/** A second person; neither of the two is the person, nor brought the other in. Refusing also stops one that waits. */
export async function decidePhoneRecovery(
  writer: Writer,
  input: { recovery_id: Id; approves: boolean; reason: string },
  messenger: Messenger,
): Promise<{ carry_out_after: Date | null; shown_link: string | null }> {
  const row = await loadUndone(writer, input.recovery_id);
  writer.caller.require('volunteers.merge', { path: row.organization_path }, 'volunteers.read');
  if (!isUndone(row)) throw problem('volunteers.recovery_decided');
  if (!input.approves) return refuse(writer, row, input.reason);
  if (recoveryState(row) === 'waiting') throw problem('volunteers.recovery_decided');
  await refuseBeneficiary(writer, row.person_id);
  if (row.opened_by === writer.caller.person_id) throw problem('volunteers.recovery_second_person');
  await assertTwoPeople(writer, row.opened_by, writer.caller.person_id);
  await assertOverRoles(writer, row.person_id);
  if (row.phone_index !== null && (await accountOfPhone(writer, row.phone_index)))
    throw problem('accounts.phone_taken', {}, 'phone');
  const old = await oldPhoneOf(writer, row.person_id);
  const isTold = (old.phone_encrypted !== null && (messenger.send !== null || messenger.shows)) || old.sessions > 0;
  const after = recoveryCarriedOutAfter(writer.now, recoveryWaitDays(), isTold);
  const token = randomBytes(32).toString('base64url');
  await writer.run(sql`
    update phone_recoveries set decision = 'approved', decision_reason = ${input.reason}, decided_by = ${writer.caller.person_id}, decided_at = ${writer.now}, carry_out_after = ${after},
      objection_hash = ${writer.secrets.tokenHash(token)} where id = ${row.id}`);
  await writer.audit({
    action: 'volunteers.decide_phone_recovery',
    subject_type: 'volunteer',
    subject_id: row.person_id,
    organization_path: row.organization_path,
    permission: 'volunteers.merge',
    reason: input.reason,
    after: { approved: true, phone: row.phone_hint, carry_out_after: after },
  });
  if (!isTold) {
    await bindRecovered(writer, { ...row, decision: 'approved', decided_by: writer.caller.person_id }, messenger);
    return { carry_out_after: null, shown_link: null };
  }
  return { carry_out_after: after, shown_link: await tellOfWaiting(writer, row, { old, token, after }, messenger) };
}

/** The old number by message with a link, and whoever is still signed in: either says "that was not me" without anybody's help. */
async function tellOfWaiting(
  writer: Writer,
  row: RecoveryRow,
  { old, token, after }: { old: OldPhone; token: string; after: Date },
  messenger: Messenger,
): Promise<string | null> {
  const day = businessDate(after);
  // Behind the fragment sign, so that no server, proxy or log on the way sees it
  const link = messenger.public_url + behindTheSign(ownPhone.objection(), token);
  await writer.notify(row.person_id, 'volunteers.recovery_waits', { phone: row.phone_hint, day });
  if (old.phone_encrypted === null) return null;
  const phone = writer.secrets.decrypt(old.phone_encrypted);
  sendAfterCommit(writer, messenger.send, { phone, purpose: 'recovery_waits', until: day, link });
  return messenger.shows ? link : null;
}

async function refuse(
  writer: Writer,
  row: RecoveryRow,
  reason: string,
): Promise<{ carry_out_after: null; shown_link: null }> {
  if (recoveryState(row) === 'waiting') await stopRecovery(writer, row, { by: writer.caller.person_id, reason });
  else {
    await writer.run(sql`
      update phone_recoveries set decision = 'refused', decision_reason = ${reason}, decided_by = ${writer.caller.person_id}, decided_at = ${writer.now}, phone_encrypted = null, phone_index = null
      where id = ${row.id}`);
    await writer.audit({
      action: 'volunteers.decide_phone_recovery',
      subject_type: 'volunteer',
      subject_id: row.person_id,
      organization_path: row.organization_path,
      permission: 'volunteers.merge',
      reason,
      after: { approved: false },
    });
    if (row.opened_by !== writer.caller.person_id)
      await writer.notify(row.opened_by, 'volunteers.recovery_ended', { result: `没有同意：${reason}` });
  }
  return { carry_out_after: null, shown_link: null };
}
