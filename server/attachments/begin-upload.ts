import { assertEnding } from '../../domain/files/document-kinds.ts';
import {
  attachmentSubjects,
  megabytes,
  mostUnused,
  mostUnusedBytes,
  pieceBytes,
  plainFileName,
  type AttachmentSubject,
} from '../../domain/attachments/subjects.ts';
import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import type { AttachmentRules } from './rules.ts';

/** What can be refused by name and size alone is refused before anything is sent. */
export async function beginUpload(
  writer: Writer,
  given: {
    readonly subject: AttachmentSubject;
    readonly file_name: string;
    readonly size_bytes: number;
    readonly rules: AttachmentRules;
  },
): Promise<{ id: Id; piece_bytes: number }> {
  const { person_id } = writer.caller;
  if (!given.rules[given.subject].mayAdd(writer.caller)) throw problem('core.forbidden');
  const limits = attachmentSubjects[given.subject];
  const fileName = plainFileName(given.file_name);
  if (given.size_bytes === 0) throw problem('files.empty', {}, 'file');
  if (given.size_bytes > limits.most_bytes)
    throw problem(
      'attachments.too_large',
      { size: megabytes(given.size_bytes), limit: megabytes(limits.most_bytes) },
      'file',
    );
  assertEnding(fileName, limits.endings);
  const { count, bytes } = await writer.one<{ count: number; bytes: number }>(
    sql`select count(*)::int as count, coalesce(sum(size_bytes), 0)::bigint as bytes from uploads where person_id = ${person_id}`,
  );
  if (count >= mostUnused || bytes + given.size_bytes > mostUnusedBytes)
    throw problem('attachments.too_many_uploads', { count }, 'file');
  const id = writer.newId();
  await writer.run(sql`
    insert into uploads (id, person_id, subject, file_name, size_bytes, begun_at)
    values (${id}, ${person_id}, ${given.subject}, ${fileName}, ${given.size_bytes}, ${writer.now})`);
  await writer.audit({
    action: 'attachments.begin_upload',
    subject_type: 'upload',
    subject_id: id,
    after: { subject: given.subject, size_bytes: given.size_bytes },
  });
  return { id, piece_bytes: pieceBytes };
}
