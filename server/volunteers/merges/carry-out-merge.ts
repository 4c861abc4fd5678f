import type { Id } from '../../../domain/id.ts';
import { Problem, problemSentence } from '../../../domain/problem.ts';
import { mergeState } from '../../../domain/volunteers/merge.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Nouns } from '../../lifecycle.ts';
import { joinRegistrations } from './join-registrations.ts';
import { assertOnePerson, loadMerge, type MergeRow } from './merge-row.ts';

/** `by` is null where the passing of time itself finds that it can no longer be. */
export async function stopMerge(
  writer: Writer,
  row: MergeRow,
  { by, reason }: { by: Id | null; reason: string },
): Promise<void> {
  await writer.run(
    sql`update merge_requests set stopped_at = ${writer.now}, stopped_by = ${by}, stop_reason = ${reason} where id = ${row.id}`,
  );
  const told = [row.kept_id, row.duplicate_id, row.opened_by, row.decided_by].filter((person) => person !== null);
  await writer.notify(told, 'volunteers.merge_stopped', { reason });
  await writer.audit({
    action: 'volunteers.stop_merge',
    subject_type: 'merge_request',
    subject_id: row.id,
    organization_path: row.organization_path,
    before: { state: 'waiting' },
    reason,
  });
}

/** Carries out one merge whose time has passed. What stands in its way by now stops it, and says why. */
export async function carryOutMerge(writer: Writer, nouns: Nouns, mergeId: Id): Promise<void> {
  const row = await loadMerge(writer, mergeId);
  if (mergeState(row) !== 'waiting' || row.carry_out_after === null || row.carry_out_after > writer.now) {
    writer.audited += 1; // somebody stopped it, or another server was faster
    return;
  }
  await writer.run(sql`savepoint joining`);
  try {
    await assertOnePerson(writer, row);
    await joinRegistrations(writer, nouns, row);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await writer.run(sql`rollback to savepoint joining`);
    return stopMerge(writer, row, { by: null, reason: problemSentence(error.code, error.params, 'zh') });
  }
  await writer.run(sql`update merge_requests set carried_out_at = ${writer.now} where id = ${row.id}`);
  await writer.notify(row.kept_id, 'volunteers.merge_decided', { result: '已合并' });
  await writer.audit({
    action: 'volunteers.carry_out_merge',
    subject_type: 'merge_request',
    subject_id: row.id,
    organization_path: row.organization_path,
    after: { kept_id: row.kept_id, duplicate_id: row.duplicate_id },
  });
}
