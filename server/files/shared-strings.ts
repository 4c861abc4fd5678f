/**
 * The texts of a workbook that its cells name by number, kept as bytes: a roster of 50,000 people has some 150,000,
 * and as text of the engine, in a tree of elements, they would weigh thirty times as much.
 */
import { readXmlPieces } from './xml-pieces.ts';
import { unescaped } from './xlsx-cells.ts';

export type SharedStrings = { at(place: number): string | null };

export async function readSharedStrings(pieces: AsyncIterable<string>): Promise<SharedStrings> {
  const store = textStore();
  let [text, isText, isReading] = ['', false, false];
  await readXmlPieces(pieces, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isReading = true; // how a name is read, beside it
      else if (name === 't') isText = !isReading;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isReading = false;
      else if (name === 'si') store.add(unescaped(text));
    },
  });
  return store;
}

function textStore(): SharedStrings & { add(text: string): void } {
  let bytes = Buffer.allocUnsafe(2 ** 16);
  let ends = new Uint32Array(2 ** 10);
  let count = 0;
  const end = (place: number): number => (place < 0 ? 0 : (ends[place] ?? 0));
  return {
    add(text) {
      const from = end(count - 1);
      const needed = from + Buffer.byteLength(text);
      if (needed > bytes.length) bytes = Buffer.concat([bytes.subarray(0, from)], Math.max(needed, bytes.length * 2));
      if (count === ends.length) {
        const longer = new Uint32Array(count * 2);
        longer.set(ends);
        ends = longer;
      }
      bytes.write(text, from);
      ends[count] = needed;
      count += 1;
    },
    at: (place) =>
      Number.isInteger(place) && place >= 0 && place < count
        ? bytes.toString('utf8', end(place - 1), end(place))
        : null,
  };
}
