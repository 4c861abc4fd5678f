/** The listed activities as a workbook. */
import type { Readable } from 'node:stream';
import { activityColumns } from '../../../domain/projects/list-columns.ts';
import { activityStateNames } from '../../../domain/projects/activity-states.ts';
import { categoryNames } from '../../../domain/projects/categories.ts';
import type { Cell } from '../../../domain/files/cells.ts';
import { fullMoment } from '../../../domain/time.ts';
import { sheetHeader } from '../../db/fact-sheet.ts';
import { writeWorkbook } from '../../files/write-sheet.ts';
import type { activityRows } from './activity-queries.ts';

const shown = ['title', 'starts_at', 'ends_at', 'place', 'organization', 'project', 'category'] as const;
const header = [
  ...sheetHeader(activityColumns, shown),
  ...['状态', '班次', '名额', '已报', '候补'].map((words) => ({ header: words })),
];

async function* cells(rows: ReturnType<typeof activityRows>): AsyncGenerator<readonly Cell[]> {
  for await (const row of rows)
    yield [
      row.title,
      fullMoment(row.starts_at),
      fullMoment(row.ends_at),
      row.place,
      row.organization_name,
      row.project_title,
      categoryNames[row.category].zh,
      activityStateNames[row.state].zh,
      row.sums.shifts,
      row.sums.capacity,
      row.sums.seats_taken,
      row.sums.waiting,
    ];
}

export const activitySheet = (rows: ReturnType<typeof activityRows>): Readable =>
  writeWorkbook('活动', header, cells(rows));
