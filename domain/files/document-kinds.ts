/** Papers that organisations file. A file is of a kind when its name and its first bytes say the same; programs, pages and macro formats are none of them. */
import { problem } from '../problem.ts';
import { documentEndings, type DocumentEnding } from './document-endings.ts';

const zip = [0x50, 0x4b, 0x03, 0x04];
const ole = [0xd0, 0xcf, 0x11, 0xe0];
const starts: Readonly<Record<DocumentEnding, readonly number[] | 'text'>> = {
  pdf: [0x25, 0x50, 0x44, 0x46],
  docx: zip,
  xlsx: zip,
  pptx: zip,
  doc: ole,
  xls: ole,
  ppt: ole,
  wps: ole,
  et: ole,
  jpg: [0xff, 0xd8, 0xff],
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47],
  txt: 'text',
};
const isEnding = (ending: string): ending is DocumentEnding => Object.hasOwn(starts, ending);

/** By the name alone, before anything is sent. */
export function assertEnding(name: string, allowed: readonly DocumentEnding[] = documentEndings): DocumentEnding {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!isEnding(ending) || !allowed.includes(ending)) throw problem('files.document_kind', {}, 'file');
  return ending;
}

export function assertDocument(
  name: string,
  bytes: Uint8Array,
  allowed: readonly DocumentEnding[] = documentEndings,
): DocumentEnding {
  if (bytes.length === 0) throw problem('files.empty', {}, 'file');
  const ending = assertEnding(name, allowed);
  const start = starts[ending];
  const fits = start === 'text' ? isText(bytes) : start.every((byte, place) => bytes[place] === byte);
  if (!fits) throw problem('files.document_kind', {}, 'file');
  return ending;
}

/** UTF-8 or the older GB18030, without control characters that no text has. */
function isText(bytes: Uint8Array): boolean {
  return !bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}
