import type { Id } from '../../../domain/id.ts';
import { maskPhone } from '../../../domain/masking.ts';
import { problemSentence } from '../../../domain/problem.ts';
import { recoveryState } from '../../../domain/volunteers/phone-recovery.ts';
import { endSessions } from '../../accounts/people/end-sessions.ts';
import { bindPhone, tellOldPhone } from '../../accounts/sign-in/change-phone.ts';
import { purgeDevices } from '../../accounts/sign-in/known-device.ts';
import { accountOfPerson, accountOfPhone } from '../../accounts/sign-in/open-account.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Messenger } from '../guardians/request-guardian.ts';
import { loadUndone, oldPhoneOf, staffOf, type RecoveryRow } from './recovery-row.ts';
import { stopRecovery } from './stop-recovery.ts';

/** Binds one whose time has passed. What stands in its way by now stops it, and says why. */
export async function carryOutRecovery(writer: Writer, recoveryId: Id, messenger: Messenger): Promise<void> {
  const row = await loadUndone(writer, recoveryId);
  if (recoveryState(row) !== 'waiting' || row.carry_out_after === null || row.carry_out_after > writer.now) {
    writer.audited += 1; // somebody stopped it, or another server was faster
    return;
  }
  await bindRecovered(writer, row, messenger);
}

export async function bindRecovered(writer: Writer, row: RecoveryRow, messenger: Messenger): Promise<void> {
  const account = await accountOfPerson(writer, row.person_id);
  const isTaken = row.phone_index !== null && (await accountOfPhone(writer, row.phone_index)) !== undefined;
  if (isTaken || row.phone_encrypted === null)
    return stopRecovery(writer, row, { by: null, reason: problemSentence('accounts.phone_taken', {}, 'zh') });
  const phone = writer.secrets.decrypt(row.phone_encrypted);
  const old = await oldPhoneOf(writer, row.person_id);
  await bindPhone(writer, row.person_id, phone, { signs_in: account !== undefined });
  await endSessions(writer, row.person_id);
  await purgeDevices(writer, row.person_id);
  await writer.run(
    sql`update phone_recoveries set carried_out_at = ${writer.now}, phone_encrypted = null, phone_index = null, objection_hash = null where id = ${row.id}`,
  );
  tellOldPhone(writer, old, messenger.send);
  await writer.notify(row.person_id, 'accounts.phone_changed', { phone: maskPhone(phone) });
  await writer.notify(staffOf(row, writer.actor?.person_id ?? null), 'volunteers.recovery_ended', {
    result: '新手机号已绑定',
  });
  await writer.audit({
    action: 'volunteers.carry_out_phone_recovery',
    subject_type: 'volunteer',
    subject_id: row.person_id,
    organization_path: row.organization_path,
    before: { phone: old.phone_hint },
    after: { phone: maskPhone(phone) },
  });
}
