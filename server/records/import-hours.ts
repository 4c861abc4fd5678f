/** Hours of one shift from a workbook: good rows become one proposal, which another person approves. */
import { minutesOf, textOf, type Sheet } from '../../domain/files/cells.ts';
import { dataRows, findHeader, type Words } from '../../domain/files/header.ts';
import type { Id } from '../../domain/id.ts';
import { Problem, problem, problemSentence } from '../../domain/problem.ts';
import { minuteMs, wholeMinutes } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import type { Reader } from '../db/reader.ts';
import type { Writer } from '../db/writer.ts';
import { proposeHours } from './propose-hours.ts';
import { loadShift, type ShiftFacts } from './shift-facts.ts';

type Field = 'number' | 'name' | 'duration';
const words: Words<Field> = {
  number: ['志愿者编号', '编号', '志愿者号', '志愿服务编号', 'number'],
  name: ['姓名', '志愿者姓名', '名字', 'name'],
  duration: ['时长', '服务时长', '时数', '小时', '志愿时长', 'duration', 'hours'],
};
export const hoursColumns = [{ header: '志愿者编号', example: '示例：440105620817' }, { header: '姓名', example: '林晓禾' }, { header: '时长', example: '2小时30分' }] as const;

export type ImportedRow = { readonly row: number; readonly number: string; readonly name: string; readonly minutes: number | null; readonly volunteer_id: Id | null; readonly problem: string | null };

export async function readHours(reader: Reader, sheet: Sheet, shift: ShiftFacts, language: 'zh' | 'en'): Promise<ImportedRow[]> {
  const header = findHeader(sheet, words, ['number', 'name', 'duration']);
  const cellsOf = (cells: Sheet['rows'][number]['cells'], field: Field) => cells[header.columns.get(field) ?? -1];
  const rows = dataRows(sheet, header).rows.filter((row) => !textOf(cellsOf(row.cells, 'number')).startsWith('示例'));
  if (rows.length === 0) throw problem('files.empty', {}, 'file'); // a header alone, or a file cut short
  const numbers = rows.map((row) => textOf(cellsOf(row.cells, 'number')).replace(/\s/g, ''));
  const people = await reader.all<{ id: Id; number: string; name: string | null }>(sql`
    select p.id, v.number, p.name from volunteers v join persons p on p.id = coalesce(v.merged_into, v.id) where v.number = any(${[...new Set(numbers)]}::text[])`);
  const seen = new Set<string>();
  return rows.map((row, index) => {
    const number = numbers[index] ?? '';
    const name = textOf(cellsOf(row.cells, 'name'));
    const person = people.find((one) => one.number === number);
    const say = (zh: string, en: string): ImportedRow => ({ row: row.number, number, name, minutes: null, volunteer_id: null, problem: language === 'zh' ? zh : en });
    if (number === '') return say('编号空着，请补上', 'The number is empty; fill it in');
    // The name must fit the number: a wrong digit must not give hours to somebody else.
    if (person === undefined || (person.name ?? '').replace(/\s/g, '') !== name.replace(/\s/g, '')) return say('编号和姓名对不上，请核对', 'Number and name do not belong together; check both');
    if (seen.has(person.id)) return say('同一个人出现了两次，请只留一行', 'The same person stands here twice; keep one row');
    seen.add(person.id);
    try {
      const minutes = minutesOf(cellsOf(row.cells, 'duration'));
      if (minutes > wholeMinutes(shift.starts_at, shift.ends_at)) return say('时长超过了活动时长，请核对', 'Longer than the activity; check it');
      return { row: row.number, number, name, minutes, volunteer_id: person.id, problem: null };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return say(problemSentence(error.code, error.params, 'zh'), problemSentence(error.code, error.params, 'en'));
    }
  });
}

export type HoursFile = { readonly shift_id: Id; readonly sheet: Sheet; readonly reason: string; readonly evidence: string };

export async function importHours(writer: Writer, input: HoursFile): Promise<{ proposal_id: Id; lines: number; refused: number }> {
  const shift = await loadShift(writer, input.shift_id);
  if (shift === undefined) throw problem('core.not_found');
  if (input.reason.trim().length < 2) throw problem('records.reason_missing', {}, 'reason');
  const rows = await readHours(writer, input.sheet, shift, 'zh');
  const lines = rows.flatMap((row) => (row.volunteer_id === null || row.minutes === null ? [] : [{
    volunteer_id: row.volunteer_id, claimed_minutes: row.minutes, started_at: shift.starts_at.toISOString(), ended_at: new Date(shift.starts_at.getTime() + row.minutes * minuteMs).toISOString(),
  }]));
  if (lines.length === 0) throw problem('records.rows_invalid', {}, 'file');
  const proposed = await proposeHours(writer, { kind: 'import', shift_id: input.shift_id, reason: input.reason.trim(), evidence: input.evidence, lines });
  return { ...proposed, refused: rows.length - lines.length };
}
