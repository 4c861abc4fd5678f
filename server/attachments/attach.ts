/** A file that was sent becomes one of a subject, in the write of the noun that the subject is of. */
import { isPictureKind } from '../../domain/attachments/media.ts';
import type { AttachmentSubject } from '../../domain/attachments/subjects.ts';
import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';

export type Attached = {
  readonly id: Id;
  readonly file_name: string;
  readonly sha256: string;
  readonly size_bytes: number;
};

type Taken = Attached & {
  readonly media_type: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly small_sha256: string | null;
  readonly picture_hash: string | null;
};

/** `person_id`: whose file it is, and with whom it goes. A second use of the same file finds nothing, as one of somebody else's does. */
export async function attachUpload(
  writer: Writer,
  given: {
    readonly upload_id: Id;
    readonly subject: AttachmentSubject;
    readonly subject_id: Id;
    readonly person_id?: Id | null;
    /** The field of the form. */
    readonly field?: string;
  },
): Promise<Attached> {
  const mine = sql`id = ${given.upload_id} and person_id = ${writer.caller.person_id} and subject = ${given.subject}`;
  const taken = await writer.maybe<Taken>(sql`
    delete from uploads where ${mine} and sha256 is not null
    returning id, file_name, sha256, coalesce(kept_bytes, size_bytes) as size_bytes, coalesce(media_type, 'application/octet-stream') as media_type, width, height, small_sha256, picture_hash`);
  if (taken === undefined) {
    const waiting = await writer.maybe(sql`select from uploads where ${mine}`);
    throw problem(waiting ? 'attachments.not_sent_yet' : 'attachments.upload_gone', {}, given.field ?? 'upload_id');
  }
  return insertAttachment(writer, taken, given);
}

export async function insertAttachment(
  writer: Writer,
  file: Omit<Taken, 'id'>,
  of: { readonly subject: AttachmentSubject; readonly subject_id: Id; readonly person_id?: Id | null },
): Promise<Attached> {
  const id = writer.newId();
  await writer.run(sql`
    insert into attachments (subject_id, id, subject, person_id, file_name, media_type, sha256, size_bytes, width, height, small_sha256, picture_hash, recorded_by, recorded_at)
    values (${of.subject_id}, ${id}, ${of.subject}, ${of.person_id ?? null}, ${file.file_name}, ${file.media_type}, ${file.sha256}, ${file.size_bytes}, ${file.width}, ${file.height},
      ${file.small_sha256}, ${file.picture_hash}, ${writer.caller.person_id}, ${writer.now})`);
  return { id, file_name: file.file_name, sha256: file.sha256, size_bytes: file.size_bytes };
}

export type ShownFile = {
  readonly id: Id;
  readonly subject_id: Id;
  readonly file_name: string;
  readonly size_bytes: number;
  readonly is_picture: boolean;
};

/** The files of subjects whose page is read, oldest first. */
export async function attachmentsOf(reader: Reader, subjectIds: readonly Id[]): Promise<ReadonlyMap<Id, ShownFile[]>> {
  const rows = await reader.all<Omit<ShownFile, 'is_picture'> & { media_type: string }>(sql`
    select id, subject_id, file_name, size_bytes, media_type from attachments where subject_id = any(${subjectIds}::uuid[]) order by recorded_at, id`);
  const bySubject = new Map<Id, ShownFile[]>();
  for (const { media_type, ...row } of rows) {
    const files = bySubject.get(row.subject_id) ?? [];
    bySubject.set(row.subject_id, [...files, { ...row, is_picture: isPictureKind(media_type) }]);
  }
  return bySubject;
}

/** Rows of subjects, each with its files. */
export async function withFiles<Row extends { readonly id: Id }>(
  reader: Reader,
  rows: readonly Row[],
): Promise<(Row & { files: ShownFile[] })[]> {
  const files = await attachmentsOf(
    reader,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, files: files.get(row.id) ?? [] }));
}
