/** Whoever it concerns says no while it waits. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { recoveryState } from '../../../domain/volunteers/phone-recovery.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { isUndone, loadUndone, recoveryColumns, staffOf, type RecoveryRow } from './recovery-row.ts';

/** The person, signed in by what stands so far, did not ask for it. */
export async function objectToRecovery(writer: Writer, input: { recovery_id: Id }): Promise<void> {
  const row = await loadUndone(writer, input.recovery_id);
  if (row.person_id !== writer.caller.person_id) throw problem('core.not_found');
  if (!isUndone(row)) throw problem('volunteers.recovery_decided');
  await stopRecovery(writer, row, { by: row.person_id, reason: '本人说没有申请换手机号' });
}

/** Whoever holds the old number, by the link in the message. */
export async function objectByLink(writer: Writer, token: string): Promise<void> {
  const row = await writer.maybe<RecoveryRow>(
    sql`select ${recoveryColumns} from phone_recoveries where objection_hash = ${writer.secrets.tokenHash(token)} for update`,
  );
  if (!row || !isUndone(row)) throw problem('volunteers.objection_over');
  await stopRecovery(writer, row, { by: null, reason: '旧手机号的人说没有申请换手机号' });
}

export async function stopRecovery(
  writer: Writer,
  row: RecoveryRow,
  { by, reason }: { by: Id | null; reason: string },
): Promise<void> {
  await writer.run(sql`
    update phone_recoveries set stopped_at = ${writer.now}, stopped_by = ${by}, stop_reason = ${reason}, phone_encrypted = null, phone_index = null, objection_hash = null where id = ${row.id}`);
  await writer.notify(staffOf(row, by), 'volunteers.recovery_ended', { result: `停下了：${reason}` });
  await writer.audit({
    action: 'volunteers.stop_phone_recovery',
    subject_type: 'volunteer',
    subject_id: row.person_id,
    organization_path: row.organization_path,
    before: { state: recoveryState(row), phone: row.phone_hint },
    reason,
  });
}
