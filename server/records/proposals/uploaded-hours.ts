/** A workbook of hours as it is handed in: looked at first, then proposed. */
import type * as imports from '../../../contract/records/imports.ts';
import { problem } from '../../../domain/problem.ts';
import { hoursWanted } from '../../../domain/records/hours-sheet.ts';
import { readSheet } from '../../files/read-sheet.ts';
import { choicesOf, findingsOf } from '../../files/sheet-choices.ts';
import type { Call } from '../../http/mount.ts';
import { loadShift, placeOf } from '../check-in/shift-inputs.ts';
import { importHours, readHours } from './import-hours.ts';

/** The permission stands before the file is opened. */
async function opened(call: Call<typeof imports.previewHours> | Call<typeof imports.importHours>) {
  const shift = await loadShift(call.reader, call.params.shift_id);
  if (shift === undefined) throw problem('core.not_found');
  call.actor.require('records.propose', placeOf(shift), 'projects.read');
  const choices = choicesOf(call.body);
  const sheet = await readSheet(call.body.bytes, {
    max_rows: 2000,
    wanted: hoursWanted,
    sheet_name: choices.sheet_name,
  });
  return { shift, choices, sheet };
}

export async function previewHours(call: Call<typeof imports.previewHours>) {
  const source = await opened(call);
  const { header, column, hidden_rows: hiddenRows, rows } = await readHours(call.reader, source, call.language);
  const good = rows.filter((row) => row.problem === null).length;
  return {
    sheet: findingsOf(source.sheet, header, hiddenRows),
    column: { letters: column.letters, label: column.label, unit: column.unit },
    rows: rows.map(({ volunteer_id: _, ...row }) => row),
    good,
    bad: rows.length - good,
  };
}

export async function proposeUploaded(call: Call<typeof imports.importHours>) {
  const { sheet, choices } = await opened(call);
  const { reason, evidence } = call.body.fields;
  return call.write((writer) =>
    importHours(writer, { shift_id: call.params.shift_id, sheet, choices, reason, evidence }),
  );
}
