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
  const row = await writer.maybe<Omit<MergeRow, 'duplicate_path'>>(sql`
    select id, kept_id, duplicate_id, organization_path, opened_by, kept_agreed_at, duplicate_agreed_at, decision, decided_by, carry_out_after, carried_out_at, stopped_at
    from merge_requests where id = ${id} for update`);
  if (!row) throw problem('core.not_found');
  const duplicate = await writer.maybe<{ organization_path: string }>(
    sql`select organization_path from volunteers where id = ${row.duplicate_id}`,
  );
  return { ...row, duplicate_path: duplicate?.organization_path ?? null };
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
