/** Reads a zip's table of contents before anything is unpacked: a 0.7 MB file can unpack to 700 MB. */
import { Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { problem, type Problem } from '../../domain/problem.ts';

export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly packed_bytes: number;
  readonly unpacked_bytes: number;
  readonly offset: number;
};

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const largestUnpackedBytes = 256 * 2 ** 20;
const suspectRatio = 150; // ordinary workbooks have 3 to 11, heavily formatted empty ones up to about 60
const ratioMattersAboveBytes = 32 * 2 ** 20;

export function readZipDirectory(bytes: Buffer): readonly ZipEntry[] {
  const end = findEnd(bytes);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  const count = bytes.readUInt16LE(end + 10);
  for (let place = 0; place < count; place += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entrySignature) throw problem('files.damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed_bytes: bytes.readUInt32LE(at + 20),
      unpacked_bytes: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at -= 1) {
    if (bytes.readUInt32LE(at) === endSignature) return at;
  }
  throw problem('files.damaged');
}

export function refuseBomb(entries: readonly ZipEntry[], fileBytes: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked_bytes, 0);
  const isBomb =
    unpacked > largestUnpackedBytes || (unpacked > ratioMattersAboveBytes && unpacked / fileBytes > suspectRatio);
  if (isBomb) throw refusedBomb(unpacked);
}

/** Unpacks one entry and never more than its table of contents promised. */
export function unpackEntry(bytes: Buffer, entry: ZipEntry): Buffer {
  const packed = packedEntry(bytes, entry);
  if (entry.method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked_bytes) });
  } catch (error) {
    const liar = error instanceof RangeError || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw liar ? refusedBomb(entry.unpacked_bytes) : problem('files.damaged');
  }
}

const pieceBytes = 2 ** 16;

/** The same piece by piece, so that no part has to lie in memory as a whole. */
async function* unpackInPieces(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = packedEntry(bytes, entry);
  const source = Readable.from(cut(packed));
  let unpacked = 0;
  for await (const piece of entry.method === 0 ? source : source.pipe(createInflateRaw({ chunkSize: pieceBytes }))) {
    const one = piece as Buffer;
    unpacked += one.length;
    if (unpacked > entry.unpacked_bytes) throw refusedBomb(entry.unpacked_bytes);
    yield one;
  }
  if (unpacked < entry.unpacked_bytes) throw problem('files.damaged');
}

export async function* textInPieces(bytes: Buffer, entry: ZipEntry): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const piece of unpackInPieces(bytes, entry)) {
    decoder ??= new TextDecoder(encodingOf(piece));
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

export function textOfEntry(bytes: Buffer, entry: ZipEntry): string {
  const whole = unpackEntry(bytes, entry);
  return new TextDecoder(encodingOf(whole)).decode(whole);
}

/** XML is UTF-8 or UTF-16; the second says so by its first two bytes. */
function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function* cut(packed: Buffer): Generator<Buffer> {
  for (let at = 0; at < packed.length; at += pieceBytes) yield packed.subarray(at, at + pieceBytes);
}

function packedEntry(bytes: Buffer, entry: ZipEntry): Buffer {
  if (entry.offset + 30 > bytes.length) throw problem('files.damaged');
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  return bytes.subarray(start, start + entry.packed_bytes);
}

function refusedBomb(unpackedBytes: number): Problem {
  return problem('files.bomb', { size: Math.round(unpackedBytes / 2 ** 20) });
}
