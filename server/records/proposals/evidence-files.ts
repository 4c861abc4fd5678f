/** Photographs and papers that a proposal rests on. */
import type { Id } from '../../../domain/id.ts';
import { attachUpload } from '../../attachments/attach.ts';
import type { AttachmentRule } from '../../attachments/rules.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** Of one person they go with that person; of several they stay as the evidence of the others. Gives their hashes, for the event. */
export async function attachEvidence(
  writer: Writer,
  given: { readonly proposal_id: Id; readonly upload_ids: readonly Id[]; readonly people: readonly Id[] },
): Promise<{ files?: readonly string[] }> {
  const [person, ...others] = new Set(given.people);
  const files: string[] = [];
  for (const upload_id of given.upload_ids) {
    const { sha256 } = await attachUpload(writer, {
      upload_id,
      subject: 'hours_evidence',
      subject_id: given.proposal_id,
      person_id: others.length === 0 ? (person ?? null) : null,
      field: 'upload_ids',
    });
    files.push(sha256);
  }
  return files.length === 0 ? {} : { files };
}

/** Every volunteer may ask for a correction; whoever asked, and whoever reads the proposal, opens its files. */
export const evidenceOfHours: AttachmentRule = {
  mayAdd: () => true,
  mayRead: async (reader, actor, { subject_id }) => {
    const found = await reader.maybe<{ path: string; activity_id: Id; requested_by: Id }>(
      sql`select organization_path as path, activity_id, requested_by from record_proposals where id = ${subject_id}`,
    );
    if (found === undefined) return false;
    return found.requested_by === actor.person_id || actor.may('records.read', found);
  },
};
