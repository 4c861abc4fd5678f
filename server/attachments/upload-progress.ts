import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';

export type Progress = { readonly received_bytes: number; readonly is_complete: boolean };

export type Upload = {
  readonly id: Id;
  readonly subject: string;
  readonly file_name: string;
  readonly size_bytes: number;
  readonly received_bytes: number;
  readonly is_complete: boolean;
};

/** Of the caller: an upload of somebody else is none. */
export async function loadUpload(reader: Reader, person: Id, id: Id): Promise<Upload> {
  const found = await reader.maybe<Upload>(sql`
    select u.id, u.subject, u.file_name, u.size_bytes, u.sha256 is not null as is_complete,
      case when u.sha256 is not null then u.size_bytes else (select coalesce(sum(p.size_bytes), 0)::bigint from upload_pieces p where p.upload_id = u.id) end as received_bytes
    from uploads u where u.id = ${id} and u.person_id = ${person}`);
  if (found === undefined) throw problem('attachments.upload_gone', {}, 'file');
  return found;
}

export async function progressOf(reader: Reader, person: Id, id: Id): Promise<Progress> {
  const { received_bytes, is_complete } = await loadUpload(reader, person, id);
  return { received_bytes, is_complete };
}
