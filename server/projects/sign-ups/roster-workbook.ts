import type ExcelJS from 'exceljs';
import { fullMoment } from '../../../domain/time.ts';
import { guardFormula } from '../../files/write-sheet.ts';
import { lazyRequire } from '../../lazy-require.ts';
import type { readRoster } from './roster-queries.ts';

type Roster = Awaited<ReturnType<typeof readRoster>>;

const excel = lazyRequire<typeof ExcelJS>('exceljs');
const endedWords = { withdrawn: '已退出', withdrawn_late: '临时退出', no_show: '未到', cancelled: '活动取消' } as const;

/** The roster as offices print it: a title row, one row a person, a column for the signature. */
export async function rosterWorkbook(roster: Roster): Promise<Buffer> {
  const book = new (excel().Workbook)();
  const sheet = book.addWorksheet('报名名单', {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0, printTitlesRow: '2:2' },
    views: [{ state: 'frozen', ySplit: 2 }],
  });
  sheet.columns = [
    { key: 'n', width: 6 },
    { key: 'name', width: 14 },
    { key: 'number', width: 20 },
    { key: 'phone', width: 16 },
    { key: 'age', width: 6 },
    { key: 'organization', width: 28 },
    { key: 'shift', width: 18 },
    { key: 'place', width: 12 },
    { key: 'companion', width: 14 },
    { key: 'signature', width: 18 },
  ];
  sheet.addRow([guardFormula(`${roster.title} · ${roster.place}`)]).font = { bold: true, size: 14 };
  sheet.mergeCells(1, 1, 1, 10);
  sheet.addRow(['序号', '姓名', '志愿者编号', '手机', '年龄', '所属组织', '班次', '名额', '陪同家长', '签名']).font = {
    bold: true,
  };
  roster.rows.forEach((row, index) => {
    const place =
      row.ended_as !== null
        ? endedWords[row.ended_as]
        : row.place === 'seat'
          ? '有名额'
          : `候补 ${row.waitlist_place ?? ''}`;
    sheet.addRow([
      index + 1,
      guardFormula(row.name),
      row.volunteer_number,
      guardFormula(row.phone_hint ?? ''),
      row.age,
      guardFormula(row.organization_name),
      fullMoment(row.starts_at),
      place,
      guardFormula(row.accompanied_by_name ?? ''),
      '',
    ]);
  });
  sheet.getColumn('number').numFmt = '@';
  return Buffer.from(await book.xlsx.writeBuffer());
}
