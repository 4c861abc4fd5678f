import type { readAttachment as contract } from '../../contract/attachments.ts';
import { isAttachmentSubject } from '../../domain/attachments/subjects.ts';
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import type { Call } from '../http/mount.ts';
import type { FileAnswer } from '../http/send-answer.ts';
import { readKept } from './file-store.ts';

/** Handed out as a download, never shown inside our own pages; small pictures were drawn by ourselves and may be. */
export async function readAttachment(call: Call<typeof contract>): Promise<FileAnswer> {
  const { actor, params, query, reader, services } = call;
  const found = await reader.maybe<{
    subject: string;
    file_name: string;
    sha256: string;
    small_sha256: string | null;
  }>(sql`
    select subject, file_name, sha256, small_sha256 from attachments where subject_id = ${params.subject_id} and id = ${params.attachment_id}`);
  if (found === undefined || !isAttachmentSubject(found.subject)) throw problem('core.not_found');
  const { mayRead } = services.attachments[found.subject];
  if (!(await mayRead(reader, actor, { subject_id: params.subject_id, later: services.later })))
    throw problem('core.not_found');
  if (query.size === 'whole') return { content: await readKept(services.store, found.sha256), name: found.file_name };
  if (found.small_sha256 === null) throw problem('core.not_found');
  return { content: await readKept(services.store, found.small_sha256), media_type: 'image/jpeg' };
}
