/** A file is what its first bytes say, not what its name says: offices rename .xls to .xlsx, systems call a web page .xls. */
import { problem } from '../../domain/problem.ts';
import { wideEncoding } from './decode-text.ts';

export type SheetKind = 'zip' | 'xls' | 'text';

export function sniff(bytes: Uint8Array): SheetKind {
  if (bytes.length === 0) throw problem('files.empty');
  const starts = (...magic: number[]): boolean => magic.every((byte, place) => bytes[place] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'zip';
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return isEncryptedPackage(bytes) ? refusePassword() : 'xls';
  if (starts(0x09, 0x08) || starts(0x09, 0x04)) return 'xls'; // bare BIFF of very old programs
  const isBinary =
    starts(0x25, 0x50, 0x44, 0x46) ||
    starts(0x89, 0x50, 0x4e, 0x47) ||
    starts(0xff, 0xd8, 0xff) ||
    starts(0x52, 0x61, 0x72, 0x21);
  if (isBinary || (wideEncoding(bytes) === null && bytes.subarray(0, 4096).includes(0)))
    throw problem('files.unknown_kind');
  return 'text';
}

export type TextKind = 'csv' | 'web page' | 'xml';

/** What text is, by its beginning. */
export function sniffText(text: string): TextKind {
  const start = text.slice(0, 4096).trimStart();
  if (/^MIME-Version:/i.test(start)) throw problem('files.not_a_sheet', { kind: 'MHT' });
  if (!start.startsWith('<')) return 'csv';
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet') && !/<html/i.test(start)) return 'xml';
  if (/<(html|table|!doctype html|body|meta|style|div)[\s>]/i.test(start)) return 'web page';
  throw problem('files.not_a_sheet', { kind: 'XML' });
}

/** An .xlsx with a password is an OLE container with a stream of this name in UTF-16. */
function isEncryptedPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
}

function refusePassword(): never {
  throw problem('files.password');
}
