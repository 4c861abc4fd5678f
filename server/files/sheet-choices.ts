/** What the form says of hidden rows and of several sheets; where the file asks and the form does not answer, nothing is taken. */
import { columnLetters } from '../../domain/files/cells.ts';
import type { Header, HeaderColumn } from '../../domain/files/header.ts';
import { problem } from '../../domain/problem.ts';
import type { OtherSheet } from './open-book.ts';

export type SheetChoices = { readonly hidden_rows: 'take' | 'leave' | null; readonly sheet_name: string | undefined };

type Answered = {
  readonly fields: { readonly hidden_rows?: 'take' | 'leave' | undefined; readonly sheet?: string | undefined };
};

export function choicesOf({ fields }: Answered): SheetChoices {
  return { hidden_rows: fields.hidden_rows ?? null, sheet_name: fields.sheet || undefined };
}

type Found = { readonly name: string; readonly others: readonly OtherSheet[] };
const rowsNamed = 20;

export function refuseUnasked({ name, others }: Found, hiddenRows: readonly number[], choices: SheetChoices): void {
  if (others.length > 0 && choices.sheet_name === undefined) {
    throw problem(
      'files.several_sheets',
      { chosen: name, others: others.map((other) => `“${other.name}”（${other.rows} 行）`).join('、') },
      'sheet',
    );
  }
  if (hiddenRows.length > 0 && choices.hidden_rows === null) {
    const named = hiddenRows.slice(0, rowsNamed).join('、');
    throw problem(
      'files.hidden_rows',
      { count: hiddenRows.length, rows: hiddenRows.length > rowsNamed ? `${named}…` : named },
      'hidden_rows',
    );
  }
}

export function findingsOf({ name, others }: Found, header: Header<string>, hiddenRows: readonly number[]) {
  const shown = ({ field, label, place, is_hidden: isHidden }: HeaderColumn<string>) => ({
    field,
    label,
    letters: columnLetters(place),
    is_hidden: isHidden,
  });
  return {
    name,
    others: [...others],
    hidden_rows: [...hiddenRows],
    columns: header.used.map(shown),
    passed_over: header.passed_over.map(shown),
  };
}
