import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { knownBy } from '../../accounts/people/known-by.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { settlePerson, type Nouns } from '../../lifecycle.ts';

/**
 * One reversal of one import. People whom it registered and who have not acted since lose their personal data
 * and their registration; who has signed in or signed up stays, because that is their own doing.
 */
export async function undoImport(
  writer: Writer,
  nouns: Nouns,
  input: { import_id: Id; reason: string },
): Promise<{ removed: number; kept: number }> {
  const found = await writer.maybe<{ organization_path: string; undone_at: Date | null }>(sql`
    select o.path as organization_path, i.undone_at from roster_imports i join organizations o on o.id = i.organization_id where i.id = ${input.import_id} for update of i`);
  if (!found) throw problem('core.not_found');
  writer.caller.require('volunteers.register', { path: found.organization_path }, 'volunteers.read');
  if (found.undone_at) throw problem('volunteers.import_undone');
  const made = await writer.all<{ id: Id }>(
    sql`select id from volunteers where import_id = ${input.import_id} and withdrawn_at is null`,
  );
  const ids = made.map((one) => one.id);
  const acted = await writer.all<{ id: Id }>(sql`
    select person_id as id from accounts where person_id = any(${ids}::uuid[])
    union select volunteer_id from consents where volunteer_id = any(${ids}::uuid[])`);
  const active = new Set([...acted.map((one) => one.id), ...(await nouns.later.everSignedUp(writer, ids))]);
  const created = made.map((one) => ({ id: one.id, has_acted: active.has(one.id) }));
  const removed = created.filter((one) => !one.has_acted).map((one) => one.id);
  const day = businessDate(writer.now);
  const given = { people: removed, known_by: await knownBy(writer, removed) };
  await settlePerson(writer, nouns, { event: 'unimported', given });
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
