/** The columns of a sheet of hours, and what its duration column means as a whole. */
import { columnLetters, type Cell } from '../files/cells.ts';
import { headerUnit, readDuration, shownText, titleUnit, type Duration, type HeaderUnit } from '../files/duration.ts';
import type { Header, HeaderSource, HeaderWanted } from '../files/header.ts';
import { Problem, problem } from '../problem.ts';

export type HoursField = 'number' | 'name' | 'duration';

const lengths = [
  '时长',
  '服务时长',
  '时数',
  '服务时数',
  '志愿时长',
  '志愿时数',
  '志愿服务时长',
  '志愿服务时数',
  '活动时长',
  '服务',
  '志愿服务',
  '工时',
];
const units = ['小时', '小时数', '分钟', '分钟数', 'h', 'hours', 'min', 'minutes'];

export const hoursWanted: HeaderWanted<HoursField> = {
  words: {
    number: ['志愿者编号', '志愿者号', '志愿服务编号', '编号', 'number'],
    name: ['姓名', '志愿者姓名', '名字', 'name'],
    duration: [
      ...lengths.filter((word) => word !== '服务' && word !== '志愿服务'),
      ...units.filter((word) => word.length > 1),
      'duration',
      'hrs',
      'mins',
      ...lengths.flatMap((word) => units.map((unit) => word + unit)),
      ...['hours', 'h', 'min', 'minutes'].map((unit) => `duration ${unit}`),
    ],
  },
  required: ['number', 'name', 'duration'],
  sole: ['duration'],
};

/** Below this a service is rarely counted, and a wrong unit is likelier. */
const shortMinutes = 10;

export type DurationColumn = {
  readonly place: number;
  readonly letters: string;
  readonly label: string;
  readonly unit: HeaderUnit;
};

/** The header says the unit of bare numbers, or a line above the table does. */
export function durationColumn(sheet: HeaderSource, header: Header<HoursField>): DurationColumn {
  const place = header.columns.get('duration') ?? -1;
  const label = header.labels[place] ?? '';
  const said = headerUnit(label);
  const above = sheet.rows.filter((row) => row.number < header.row_number);
  return {
    place,
    letters: columnLetters(place),
    label,
    unit: said === 'unsaid' ? titleUnit(above.flatMap((row) => row.cells)) : said,
  };
}

export type ReadLength = {
  readonly shown: string;
  readonly duration: Duration | null;
  readonly problem: Problem | null;
};

export function readLength(cell: Cell | undefined, unit: HeaderUnit): ReadLength {
  const shown = shownText(cell);
  try {
    return { shown, duration: readDuration(cell, unit), problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { shown, duration: null, problem: error };
  }
}

/**
 * Nothing longer than the activity passes. Where the header says no unit and one bare number fits only as minutes (120 in
 * an activity of three hours), the others of the column are no hours either: none of them is taken.
 */
export function judgeLengths(
  lengths: readonly ReadLength[],
  unit: HeaderUnit,
  activityMinutes: number,
): readonly ReadLength[] {
  const suspect =
    unit !== 'unsaid'
      ? undefined
      : lengths.find(
          ({ duration }) =>
            duration?.is_bare === true &&
            duration.minutes > activityMinutes &&
            duration.minutes / 60 <= activityMinutes &&
            duration.minutes / 60 >= shortMinutes,
        );
  return lengths.map((length) => {
    const { shown, duration } = length;
    if (duration === null) return length;
    if (suspect !== undefined && duration.is_bare)
      return { shown, duration: null, problem: problem('records.duration_unit_unsaid', { text: suspect.shown }) };
    if (duration.minutes > activityMinutes)
      return {
        shown,
        duration,
        problem: problem('records.longer_than_activity', {
          text: shown,
          minutes: duration.minutes,
          limit: activityMinutes,
        }),
      };
    return length;
  });
}

export const isDurationShort = (minutes: number): boolean => minutes < shortMinutes;
export const cellName = (column: DurationColumn, row: number): string => `${column.letters}${row}`;
