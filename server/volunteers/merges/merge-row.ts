/** A wish to join two registrations, as the writes about it load it. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { DocumentType } from '../../../domain/volunteers/identity.ts';
import { mergeState, refusalToMerge, type MergeInputs } from '../../../domain/volunteers/merge.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

export type MergeRow = MergeInputs & {
  id: Id;
  kept_id: Id;
  duplicate_id: Id;
  organization_path: string;
  duplicate_path: string | null;
  opened_by: Id;
  kept_agreed_at: Date | null;
  duplicate_agreed_at: Date | null;
  decided_by: Id | null;
  carry_out_after: Date | null;
};

export async function loadMerge(writer: Writer, id: Id): Promise<MergeRow> {
  const row = await writer.maybe<MergeRow>(sql`
    select m.id, m.kept_id, m.duplicate_id, m.organization_path, d.organization_path as duplicate_path, m.opened_by, m.kept_agreed_at, m.duplicate_agreed_at,
      m.decision, m.decided_by, m.carry_out_after, m.carried_out_at, m.stopped_at
    from merge_requests m left join volunteers d on d.id = m.duplicate_id where m.id = ${id} for update of m`);
  if (!row) throw problem('core.not_found');
  return row;
}

/** Open, or decided and still waiting: whoever it concerns may yet say no. */
export async function loadUndone(writer: Writer, id: Id): Promise<MergeRow> {
  const row = await loadMerge(writer, id);
  if (!['open', 'waiting'].includes(mergeState(row))) throw problem('volunteers.merge_decided');
  return row;
}

/** Two checked numbers are two people; asked again at every step, since a document may have come in between. */
export async function assertOnePerson(writer: Writer, sides: { kept_id: Id; duplicate_id: Id }): Promise<void> {
  const rows = await writer.all<{ id: Id; document_type: DocumentType | null; document: string | null }>(sql`
    select id, document_type, encode(document_index, 'hex') as document from persons where id in (${sides.kept_id}, ${sides.duplicate_id})`);
  const [kept, duplicate] = [sides.kept_id, sides.duplicate_id].map((id) => rows.find((row) => row.id === id));
  if (kept === undefined || duplicate === undefined) throw problem('core.not_found');
  const refused = refusalToMerge(kept, duplicate);
  if (refused) throw refused;
}
