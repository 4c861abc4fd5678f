/** Pieces are kept as they come; with the last one the file is looked at as a whole, and kept or refused. */
import { attachmentSubjects, isAttachmentSubject, pieceBytes } from '../../domain/attachments/subjects.ts';
import type { Id } from '../../domain/id.ts';
import { Problem, problem } from '../../domain/problem.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Services } from '../services.ts';
import { keepBlob, type Keeping } from './keep-blob.ts';
import { removeUploads } from './remove-uploads.ts';
import { takingTurns } from './taking-turns.ts';
import { loadUpload, type Progress, type Upload } from './upload-progress.ts';
import { viewFile } from './view-file.ts';

type Taking = Keeping & Pick<Services, 'scan'>;
type Piece = { readonly upload_id: Id; readonly from_byte: number; readonly bytes: Buffer };

/** A picture unpacks to much more than was sent: whatever comes at once, so many lie in memory. */
const inTurn = takingTurns(2);

export async function takePiece(taking: Taking, person: Id, piece: Piece): Promise<Progress> {
  const reader = new Reader(taking.pool);
  const upload = await loadUpload(reader, person, piece.upload_id);
  if (upload.is_complete) return { received_bytes: upload.size_bytes, is_complete: true };
  const isNext = piece.from_byte === upload.received_bytes && upload.received_bytes < upload.size_bytes;
  if (isNext && piece.bytes.length !== Math.min(pieceBytes, upload.size_bytes - upload.received_bytes))
    throw problem('core.invalid_input', {}, 'file'); // all are of one size but the last, and none is more than the file
  if (isNext) await keepPiece(taking, piece);
  const { received_bytes } = await loadUpload(reader, person, piece.upload_id);
  if (received_bytes < upload.size_bytes) return { received_bytes, is_complete: false };
  await inTurn(() => complete(taking, upload));
  return { received_bytes, is_complete: true };
}

/** Two that come at once, or one that comes again, are one: only what begins where the others end is added. */
async function keepPiece(taking: Taking, { upload_id, from_byte, bytes }: Piece): Promise<void> {
  const sha256 = await keepBlob(taking, bytes);
  await inTransaction(taking.pool, async (reader) => {
    await reader.all(sql`select from uploads where id = ${upload_id} for update`);
    await reader.all(sql`
      insert into upload_pieces (upload_id, from_byte, size_bytes, sha256)
      select u.id, ${from_byte}, ${bytes.length}, ${sha256} from uploads u
      where u.id = ${upload_id} and u.sha256 is null and (select coalesce(sum(p.size_bytes), 0) from upload_pieces p where p.upload_id = u.id) = ${from_byte}`);
  });
}

async function complete(taking: Taking, upload: Upload): Promise<void> {
  const bytes = await gather(taking, upload.id);
  if (bytes === null) return; // another one completed it meanwhile
  try {
    const refused = (await taking.scan?.(bytes)) ?? null;
    if (refused !== null) throw refused;
    if (!isAttachmentSubject(upload.subject)) throw problem('attachments.upload_gone', {}, 'file');
    const file = await viewFile(upload.file_name, bytes, attachmentSubjects[upload.subject]);
    const sha256 = await keepBlob(taking, file.bytes);
    const small = file.picture === null ? null : await keepBlob(taking, file.picture.small);
    const { picture } = file;
    await inTransaction(taking.pool, async (reader) => {
      await reader.all(sql`
        update uploads set sha256 = ${sha256}, kept_bytes = ${file.bytes.length}, media_type = ${file.media_type}, width = ${picture?.width ?? null}, height = ${picture?.height ?? null},
          small_sha256 = ${small}, picture_hash = ${picture?.hash ?? null} where id = ${upload.id} and sha256 is null`);
      await reader.all(sql`delete from upload_pieces where upload_id = ${upload.id}`);
    });
  } catch (error) {
    // what was refused is not kept; a scanner or a store that is away is asked again
    if (error instanceof Problem && error.code !== 'files.not_scanned')
      await inTransaction(taking.pool, (reader) => removeUploads(reader, sql`id = ${upload.id}`));
    throw error;
  }
}

/** Null where there are no pieces any more. */
async function gather({ pool, store }: Taking, uploadId: Id): Promise<Buffer | null> {
  const pieces = await new Reader(pool).all<{ sha256: string }>(
    sql`select sha256 from upload_pieces where upload_id = ${uploadId} order by from_byte`,
  );
  if (pieces.length === 0) return null;
  const parts: Buffer[] = [];
  for (const { sha256 } of pieces) {
    const part = await store.get(sha256);
    if (part === null) throw problem('attachments.upload_gone', {}, 'file'); // as after a restore
    parts.push(part);
  }
  return Buffer.concat(parts);
}
