/** CSV as offices send it: UTF-8 with or without BOM, or GB18030 from an older Excel; comma, semicolon or tab. */
import type { SheetRow } from '../../domain/files/cells.ts';

export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Cells stay text: a long number in a CSV has kept its digits unless Excel wrote it as 4.4E+17. */
export function* parseCsv(text: string): Generator<SheetRow> {
  const separator = guessSeparator(text);
  let cells: string[] = [];
  let [cell, isQuoted, number] = ['', false, 0];
  const row = (): SheetRow => {
    const whole = { number: number += 1, cells: [...cells, cell].map(asKept) };
    [cells, cell] = [[], ''];
    return whole;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; }
      else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === separator) { cells.push(cell); cell = ''; }
    else if (character === '\n') yield row();
    else if (character !== '\r') cell += character;
  }
  if (cell !== '' || cells.length > 0) yield row();
}

/** ="330702…" and '330702… are how people keep the digits of a long number in a CSV. */
function asKept(cell: string): string {
  return cell.replace(/^="?([^"]*)"?$/, '$1').replace(/^'(?=[\d+=@-])/, '');
}

function guessSeparator(text: string): string {
  const head = text.slice(0, 4000);
  const count = (separator: string): number => head.split(separator).length;
  return [',', '\t', ';'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
