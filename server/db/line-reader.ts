import type { Readable } from 'node:stream';

const newline = 0x0a;

/** The file is not as it was written. */
export class Damage extends Error {}

/** Lines of a stream, one at a time or in bunches, without ever holding the whole. */
export class LineReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: Readable) {
    this.chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async json(): Promise<unknown> {
    let end = this.rest.indexOf(newline);
    while (end < 0) {
      if (!(await this.more())) throw new Damage('The file ends too early.');
      end = this.rest.indexOf(newline);
    }
    const line = this.rest.subarray(0, end).toString();
    this.rest = this.rest.subarray(end + 1);
    try {
      return JSON.parse(line);
    } catch {
      throw new Damage('A line is not readable.');
    }
  }

  /** All lines before the one that equals `last`, as they come in. */
  async *until(last: string): AsyncGenerator<{ bytes: Buffer; lines: number }> {
    const terminator = Buffer.from(`${last}\n`);
    for (;;) {
      const end = this.rest.lastIndexOf(newline) + 1;
      const whole = this.rest.subarray(0, end);
      const stop = startOfLine(whole, terminator);
      const bytes = stop < 0 ? whole : whole.subarray(0, stop);
      if (bytes.length > 0) yield { bytes, lines: countLines(bytes) };
      if (stop >= 0) {
        this.rest = this.rest.subarray(stop + terminator.length);
        return;
      }
      this.rest = this.rest.subarray(end);
      if (!(await this.more())) throw new Damage('The file ends too early.');
    }
  }

  /** Nothing may follow; what unpacks the file has then compared its check sum. */
  async end(): Promise<void> {
    if (this.rest.length > 0 || (await this.more())) throw new Damage('Something follows the end.');
  }

  private async more(): Promise<boolean> {
    const next = await this.chunks.next();
    if (next.done === true) return false;
    this.rest = this.rest.length === 0 ? next.value : Buffer.concat([this.rest, next.value]);
    return true;
  }
}

function startOfLine(bytes: Buffer, line: Buffer): number {
  for (let found = bytes.indexOf(line); found >= 0; found = bytes.indexOf(line, found + 1)) {
    if (found === 0 || bytes[found - 1] === newline) return found;
  }
  return -1;
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let place = bytes.indexOf(newline); place >= 0; place = bytes.indexOf(newline, place + 1)) lines += 1;
  return lines;
}
