import type { RecordPage } from '../tree/organization-page.ts';

/** The files of a document that something rests on; of one that was withdrawn there are none to open. */
export function filesOf(
  documents: RecordPage['documents'],
  documentId: string | null,
): RecordPage['documents'][number]['files'] {
  return documents.find((one) => one.id === documentId)?.files ?? [];
}
