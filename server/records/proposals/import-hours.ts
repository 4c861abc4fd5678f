/** Hours of one shift from a workbook: good rows become one proposal, which another person approves. */
import { textOf, type SheetRow } from '../../../domain/files/cells.ts';
import { withoutSpaces } from '../../../domain/files/characters.ts';
import type { ReadUnit } from '../../../domain/files/duration.ts';
import { dataRows, findHeader, type Header } from '../../../domain/files/header.ts';
import type { Id } from '../../../domain/id.ts';
import { problem, problemSentence } from '../../../domain/problem.ts';
import {
  cellName,
  durationColumn,
  hoursWanted,
  isDurationShort,
  judgeLengths,
  readLength,
  type DurationColumn,
  type HoursField,
} from '../../../domain/records/hours-sheet.ts';
import { nameKey } from '../../../domain/volunteers/name.ts';
import { minuteMs, wholeMinutes } from '../../../domain/time.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import type { Writer } from '../../db/writer.ts';
import type { WholeSheet } from '../../files/read-sheet.ts';
import { refuseUnasked, type SheetChoices } from '../../files/sheet-choices.ts';
import { volunteersByNumber } from '../../volunteers/by-number.ts';
import { peopleBehind } from '../../volunteers/registrations.ts';
import { proposeHours } from './propose-hours.ts';
import { struckAmong, struckHours, typedTime } from './struck-hours.ts';
import { loadShift, type ShiftInputs } from '../check-in/shift-inputs.ts';

export const hoursColumns = [
  { header: '志愿者编号', example: '示例：440105620817' },
  { header: '姓名', example: '林晓禾' },
  { header: '时长', example: '2小时30分' },
] as const;

export type ImportedRow = {
  readonly row: number;
  readonly number: string;
  readonly name: string;
  readonly shown: string;
  readonly unit: ReadUnit | null;
  readonly minutes: number | null;
  readonly volunteer_id: Id | null;
  readonly problem: string | null;
  readonly note: string | null;
  readonly is_hidden: boolean;
};
export type ReadHours = {
  readonly header: Header<HoursField>;
  readonly column: DurationColumn;
  readonly hidden_rows: readonly number[];
  readonly rows: readonly ImportedRow[];
};
export type HoursSource = { readonly sheet: WholeSheet; readonly shift: ShiftInputs; readonly choices: SheetChoices };

export async function readHours(
  reader: Reader,
  { sheet, shift, choices }: HoursSource,
  language: 'zh' | 'en',
): Promise<ReadHours> {
  const header = findHeader(sheet, hoursWanted);
  const column = durationColumn(sheet, header);
  const cellOf = (row: SheetRow, field: HoursField) => row.cells[header.columns.get(field) ?? -1];
  const all = dataRows(sheet, header).rows.filter((row) => !textOf(cellOf(row, 'number')).startsWith('示例'));
  const rows = choices.hidden_rows === 'leave' ? all.filter((row) => row.is_hidden !== true) : all;
  if (rows.length === 0) throw problem('files.empty', {}, 'file'); // a header alone, or a file cut short
  const numbers = rows.map((row) => withoutSpaces(textOf(cellOf(row, 'number'))));
  const people = await peopleByNumber(reader, numbers);
  const lengths = judgeLengths(
    rows.map((row) => readLength(cellOf(row, 'duration'), column.unit)),
    column.unit,
    wholeMinutes(shift.starts_at, shift.ends_at),
  );
  const struck = await struckAmong(
    reader,
    shift,
    rows.flatMap((_, index) => {
      const person = people.get(numbers[index] ?? '');
      const minutes = lengths[index]?.duration?.minutes;
      return person === undefined || minutes === undefined ? [] : [typedTime(person.id, importedTime(shift, minutes))];
    }),
  );
  const seen = new Set<string>();
  return {
    header,
    column,
    hidden_rows: all.filter((row) => row.is_hidden === true).map((row) => row.number),
    rows: rows.map((row, index) => {
      const number = numbers[index] ?? '';
      const name = textOf(cellOf(row, 'name'));
      const length = lengths[index];
      const person = people.get(number);
      const read = {
        row: row.number,
        number,
        name,
        shown: length?.shown ?? '',
        unit: length?.duration?.unit ?? null,
        minutes: length?.duration?.minutes ?? null,
        volunteer_id: null,
        problem: null,
        note: null,
        is_hidden: row.is_hidden === true,
      };
      const refuse = (zh: string, en: string): ImportedRow => ({ ...read, problem: language === 'zh' ? zh : en });
      if (number === '') return refuse('编号空着，请补上', 'The number is empty; fill it in');
      // The name must fit the number: a wrong digit must not give hours to somebody else.
      if (person === undefined || nameKey(person.name ?? '') !== nameKey(name))
        return refuse('编号和姓名对不上，请核对', 'Number and name do not belong together; check both');
      if (seen.has(person.id))
        return refuse('同一个人出现了两次，请只留一行', 'The same person stands here twice; keep one row');
      seen.add(person.id);
      if (struck.has(person.id)) {
        const { code, params } = struckHours(shift, name);
        return refuse(problemSentence(code, params, 'zh'), problemSentence(code, params, 'en'));
      }
      const place = cellName(column, row.number);
      const fault = length?.problem;
      if (fault)
        return refuse(
          `${place}：${problemSentence(fault.code, fault.params, 'zh')}`,
          `${place}: ${problemSentence(fault.code, fault.params, 'en')}`,
        );
      const { minutes } = read;
      const isShort = minutes !== null && isDurationShort(minutes);
      return {
        ...read,
        volunteer_id: person.id,
        note: !isShort
          ? null
          : language === 'zh'
            ? `${place}：只有 ${minutes} 分钟，请核对单位`
            : `${place}: only ${minutes} minutes; check the unit`,
      };
    }),
  };
}

/** A sheet says how long, and the plan when. */
const importedTime = (shift: ShiftInputs, minutes: number) => ({
  started_at: shift.starts_at.toISOString(),
  ended_at: new Date(shift.starts_at.getTime() + minutes * minuteMs).toISOString(),
});

type KnownPerson = { readonly id: Id; readonly name: string | null };

async function peopleByNumber(reader: Reader, numbers: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  const volunteers = await volunteersByNumber(reader, numbers);
  const people = await peopleBehind(reader, [...volunteers.values()]);
  const names = await namesOf(reader, [...people.values()]);
  return new Map(
    [...volunteers].map(([number, volunteer]) => {
      const id = people.get(volunteer) ?? volunteer;
      return [number, { id, name: names.orNull(id) }];
    }),
  );
}

export type HoursFile = {
  readonly shift_id: Id;
  readonly sheet: WholeSheet;
  readonly choices: SheetChoices;
  readonly reason: string;
  readonly evidence: string;
};

export async function importHours(
  writer: Writer,
  input: HoursFile,
): Promise<{ proposal_id: Id; lines: number; refused: number }> {
  const shift = await loadShift(writer, input.shift_id);
  if (shift === undefined) throw problem('core.not_found');
  if (input.reason.trim().length < 2) throw problem('records.reason_missing', {}, 'reason');
  const { rows, hidden_rows: hiddenRows } = await readHours(
    writer,
    { sheet: input.sheet, shift, choices: input.choices },
    'zh',
  );
  refuseUnasked(input.sheet, hiddenRows, input.choices);
  const lines = rows.flatMap((row) =>
    row.volunteer_id === null || row.minutes === null
      ? []
      : [
          {
            volunteer_id: row.volunteer_id,
            claimed_minutes: row.minutes,
            ...importedTime(shift, row.minutes),
          },
        ],
  );
  if (lines.length === 0) throw problem('records.rows_invalid', {}, 'file');
  const proposed = await proposeHours(writer, {
    kind: 'import',
    shift_id: input.shift_id,
    reason: input.reason.trim(),
    evidence: input.evidence,
    upload_ids: [],
    lines,
  });
  return { ...proposed, refused: rows.length - lines.length };
}
