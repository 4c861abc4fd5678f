/** Text as offices send it: UTF-8 or UTF-16 with or without its mark, or GB18030 from an older Excel. A broken byte is said, not guessed around. */
import { problem } from '../../domain/problem.ts';

export function decodeText(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  if (wide !== null) return refuseBroken(new TextDecoder(wide).decode(bytes));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const [utf8, chinese] = [new TextDecoder('utf-8').decode(bytes), new TextDecoder('gb18030').decode(bytes)];
    // Chinese in the other encoding breaks nearly every second character; a file with one bad byte is still its own.
    return refuseBroken(broken(utf8) * 4 < broken(chinese) + chineseSequences(bytes) ? utf8 : chinese);
  }
}

const replacement = /\ufffd/g;
const broken = (text: string): number => text.match(replacement)?.length ?? 0;

/** Characters of three bytes as UTF-8 writes Chinese; the other encoding has them only by chance. */
function chineseSequences(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    if (
      ((bytes[at] ?? 0) & 0xf0) === 0xe0 &&
      ((bytes[at + 1] ?? 0) & 0xc0) === 0x80 &&
      ((bytes[at + 2] ?? 0) & 0xc0) === 0x80
    ) {
      count += 1;
      at += 2;
    }
  }
  return count;
}

function refuseBroken(text: string): string {
  const at = text.indexOf('\ufffd');
  if (at < 0) return text;
  throw problem('files.broken_text', { row: text.slice(0, at).split(/\r\n|\r|\n/).length });
}

const looked = 4096;

/** UTF-16 by its mark, or because every second byte of digits, commas and line ends is zero. */
export function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros: [number, number] = [0, 0];
  const end = Math.min(looked, bytes.length - (bytes.length % 2));
  for (let at = 0; at < end; at += 1) if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = zeros;
  if (odd > 0 && even === 0 && odd * 20 >= end) return 'utf-16le';
  return even > 0 && odd === 0 && even * 20 >= end ? 'utf-16be' : null;
}
