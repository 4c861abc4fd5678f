/** Which characters a font can draw, read from its `cmap` table, so that a name is refused before it prints as a box. */

export type Coverage = (codePoint: number) => boolean;
type Range = readonly [first: number, last: number];

/** A collection holds several fonts; each of its tables is looked at. A file that is no font covers nothing. */
export function coverageOf(font: Buffer): Coverage {
  const ranges: Range[] = [];
  try {
    const starts =
      font.toString('latin1', 0, 4) === 'ttcf'
        ? Array.from({ length: font.readUInt32BE(8) }, (_, place) => font.readUInt32BE(12 + place * 4))
        : [0];
    for (const start of starts) ranges.push(...rangesOf(font, start));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const sorted = [...ranges].sort((one, other) => one[0] - other[0]);
  const firsts = Uint32Array.from(sorted, ([first]) => first);
  const lasts = Uint32Array.from(sorted, ([, last]) => last);
  for (let place = 1; place < lasts.length; place += 1)
    lasts[place] = Math.max(lasts[place] ?? 0, lasts[place - 1] ?? 0); // ranges of several tables overlap
  return (codePoint) => {
    let [low, high] = [0, firsts.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if ((firsts[middle] ?? 0) <= codePoint) low = middle + 1;
      else high = middle - 1;
    }
    return (
      high >= 0 &&
      sorted
        .slice(Math.max(0, high - lookedBack), high + 1)
        .some(([first, last]) => first <= codePoint && codePoint <= last)
    );
  };
}

const lookedBack = 64;

function rangesOf(font: Buffer, start: number): Range[] {
  const tables = font.readUInt16BE(start + 4);
  for (let place = 0; place < tables; place += 1) {
    const at = start + 12 + place * 16;
    if (font.toString('latin1', at, at + 4) === 'cmap') return rangesOfMap(font, font.readUInt32BE(at + 8));
  }
  return [];
}

/** Format 12 names every character; format 4 those of the first plane. */
function rangesOfMap(font: Buffer, map: number): Range[] {
  const ranges: Range[] = [];
  const count = font.readUInt16BE(map + 2);
  for (let place = 0; place < count; place += 1) {
    const table = map + font.readUInt32BE(map + 4 + place * 8 + 4);
    const format = font.readUInt16BE(table);
    if (format === 12) ranges.push(...groups(font, table));
    else if (format === 4) ranges.push(...segments(font, table));
  }
  return ranges;
}

function groups(font: Buffer, table: number): Range[] {
  return Array.from({ length: font.readUInt32BE(table + 12) }, (_, place) => {
    const at = table + 16 + place * 12;
    return [font.readUInt32BE(at), font.readUInt32BE(at + 4)] as const;
  });
}

function segments(font: Buffer, table: number): Range[] {
  const doubled = font.readUInt16BE(table + 6);
  const ranges: Range[] = [];
  for (let at = 0; at < doubled; at += 2) {
    const last = font.readUInt16BE(table + 14 + at);
    const first = font.readUInt16BE(table + 16 + doubled + at);
    if (first !== 0xffff) ranges.push([first, last]);
  }
  return ranges;
}
