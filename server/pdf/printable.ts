/** What of a sheet's data its fonts can draw: signs that nobody needs to read fall away, a letter that is missing stops the sheet. */
import type { Coverage } from './font-coverage.ts';

export type Printable = { readonly data: string } | { readonly missing: string };

const drawings = /[\ufe00-\ufe0f]|\u200d|[\u{e0100}-\u{e01ef}]/gu; // which drawing of the sign before it is meant
const isReadable = /[\p{L}\p{M}\p{N}]/u;

/** Names, titles and notes lie in the texts of the data, whatever its shape. */
export function printable(data: string, covers: Coverage): Printable {
  let missing: string | undefined;
  const cleaned = (text: string): string => {
    let clean = '';
    for (const character of text.replace(drawings, '')) {
      const codePoint = character.codePointAt(0) ?? 0;
      if (codePoint < 0x20 || covers(codePoint)) clean += character;
      else if (isReadable.test(character)) missing ??= character;
    }
    return clean;
  };
  const walked = JSON.stringify(JSON.parse(data), (_, value: unknown) =>
    typeof value === 'string' ? cleaned(value) : value,
  );
  return missing === undefined ? { data: walked } : { missing };
}
