/** Looks at a file as a whole: whether it is what its name says, and what is kept of it. */
import { isPictureKind, mediaTypeOf } from '../../domain/attachments/media.ts';
import { megabytes, type AttachmentLimits } from '../../domain/attachments/subjects.ts';
import { assertDocument } from '../../domain/files/document-kinds.ts';
import type { DocumentEnding } from '../../domain/files/document-endings.ts';
import { Problem, problem } from '../../domain/problem.ts';
import { readZipDirectory, refuseBomb, type ZipEntry } from '../files/zip-directory.ts';
import { redraw, type Picture } from './redraw.ts';

export type ViewedFile = {
  /** What is kept: of a picture what we drew ourselves. */
  readonly bytes: Buffer;
  readonly media_type: string;
  readonly picture: Picture | null;
};

export async function viewFile(name: string, bytes: Buffer, limits: AttachmentLimits): Promise<ViewedFile> {
  if (bytes.length > limits.most_bytes)
    throw problem(
      'attachments.too_large',
      { size: megabytes(bytes.length), limit: megabytes(limits.most_bytes) },
      'file',
    );
  const ending = assertDocument(name, bytes, limits.endings);
  const media_type = mediaTypeOf(ending);
  const folder = officeFolders[ending];
  if (folder !== undefined) assertOffice(bytes, folder);
  if (!isPictureKind(media_type)) return { bytes, media_type, picture: null };
  const picture = await redraw(bytes, { is_photograph: media_type === 'image/jpeg', most_pixels: limits.most_pixels });
  return { bytes: picture.bytes, media_type, picture };
}

/** The folder in the archive that tells a document from any other archive. */
const officeFolders: Readonly<Partial<Record<DocumentEnding, string>>> = { docx: 'word/', xlsx: 'xl/', pptx: 'ppt/' };

function assertOffice(bytes: Buffer, folder: string): void {
  const names = partsOf(bytes).map(({ name }) => name.toLowerCase().replaceAll('\\', '/').replace(/^\//, ''));
  if (names.some((name) => name.endsWith('vbaproject.bin'))) throw problem('attachments.macros', {}, 'file');
  if (!names.includes('[content_types].xml') || !names.some((name) => name.startsWith(folder)))
    throw problem('files.document_kind', {}, 'file');
}

/** The sheets that are read name another remedy than a document that is kept. */
function partsOf(bytes: Buffer): readonly ZipEntry[] {
  try {
    const entries = readZipDirectory(bytes);
    refuseBomb(entries, bytes.length);
    return entries;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw error.code === 'files.bomb'
      ? problem('attachments.bomb', error.params, 'file')
      : problem('attachments.broken_document', {}, 'file');
  }
}
