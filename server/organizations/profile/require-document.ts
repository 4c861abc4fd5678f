import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** The document is of this organisation, not withdrawn, and kept as what it is needed for. */
export async function requireDocument(
  writer: Writer,
  organizationId: Id,
  documentId: Id,
  kind: 'minutes' | 'proof' | null,
): Promise<void> {
  const found = await writer.maybe<{ kind: string }>(sql`
    select kind from organization_documents where id = ${documentId} and organization_id = ${organizationId} and withdrawn_at is null for share`);
  if (!found || (kind !== null && found.kind !== kind))
    throw problem(
      kind === 'minutes' ? 'organizations.minutes_missing' : 'organizations.evidence_missing',
      {},
      kind === 'minutes' ? 'body.document_id' : 'document_id',
    );
}
