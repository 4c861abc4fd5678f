import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { erasedColumns } from '../personal-fields.ts';

/**
 * One reversal of one import. People whom it registered and who have not acted since lose their personal data
 * and their registration; who has signed in or signed up stays, because that is their own doing.
 */
export async function undoImport(
  writer: Writer,
  input: { import_id: Id; reason: string },
): Promise<{ removed: number; kept: number }> {
  const found = await writer.maybe<{ organization_path: string; undone_at: Date | null }>(sql`
    select o.path as organization_path, i.undone_at from roster_imports i join organizations o on o.id = i.organization_id where i.id = ${input.import_id} for update of i`);
  if (!found) throw problem('core.not_found');
  writer.caller.require('volunteers.register', { path: found.organization_path }, 'volunteers.read');
  if (found.undone_at) throw problem('volunteers.import_undone');
  const created = await writer.all<{ id: Id; has_acted: boolean }>(sql`
    select v.id, exists (select 1 from accounts a where a.person_id = v.id) or exists (select 1 from sign_ups s where s.volunteer_id = v.id)
      or exists (select 1 from consents c where c.volunteer_id = v.id) as has_acted
    from volunteers v where v.import_id = ${input.import_id} and v.withdrawn_at is null`);
  const removed = created.filter((one) => !one.has_acted).map((one) => one.id);
  const day = businessDate(writer.now);
  await writer.run(sql`delete from identity_keys where person_id = any(${removed}::uuid[])`);
  await writer.run(sql`update persons set ${erasedColumns(writer.now)} where id = any(${removed}::uuid[])`);
  await writer.run(sql`
    update volunteers set withdrawn_at = ${writer.now}, withdrawal_reason = '导入撤销' where id = any(${removed}::uuid[])`);
  await writer.run(sql`
    update memberships m set left_on = greatest(${day}::date, m.joined_on) from roster_import_memberships i
    where i.import_id = ${input.import_id} and i.volunteer_id = m.volunteer_id and i.membership_id = m.id and m.left_on is null
      and not (m.volunteer_id = any(${created.filter((one) => one.has_acted).map((one) => one.id)}::uuid[]))`);
  const kept = created.length - removed.length;
  await writer.run(sql`
    update roster_imports set undone_at = ${writer.now}, undone_by = ${writer.caller.person_id}, undo_reason = ${input.reason}, undo_kept = ${kept} where id = ${input.import_id}`);
  await writer.audit({
    action: 'volunteers.undo_import',
    subject_type: 'roster_import',
    subject_id: input.import_id,
    organization_path: found.organization_path,
    permission: 'volunteers.register',
    reason: input.reason,
    after: { removed: removed.length, kept },
  });
  return { removed: removed.length, kept };
}
