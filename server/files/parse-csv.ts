/** CSV as offices send it: comma, semicolon, tab or bar; lines end in either way or in the way of old Macs. */
import type { SheetRow } from '../../domain/files/cells.ts';

/** Cells stay text: a long number in a CSV has kept its digits unless Excel wrote it as 4.4E+17. */
export function* parseCsv(text: string): Generator<SheetRow> {
  const said = /^\ufeff?sep=(.)(?:\r\n|\r|\n)/i.exec(text); // a line for the spreadsheet alone
  const separator = said?.[1] ?? guessSeparator(text);
  let cells: string[] = [];
  let [cell, isQuoted, number] = ['', false, said === null ? 0 : 1];
  const row = (): SheetRow => {
    const whole = { number: (number += 1), cells: [...cells, cell].map(asKept) };
    [cells, cell] = [[], ''];
    return whole;
  };
  for (let at = said?.[0].length ?? 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === separator) {
      cells.push(cell);
      cell = '';
    } else if (character === '\r' || character === '\n') {
      if (character === '\r' && text[at + 1] === '\n') at += 1;
      yield row();
    } else cell += character;
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
  return [',', '\t', ';', '|'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
