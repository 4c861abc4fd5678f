import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import legacy from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { dateOf, lostDigits, textOf } from '../../domain/files/cells.ts';
import { Problem } from '../../domain/problem.ts';
import { readSheet, type ReadLimits } from './read-sheet.ts';
import { zipOf } from './test-zip.ts';
import { guardFormula, writeErrorWorkbook, writeTemplate, writeWorkbook } from './write-sheet.ts';

async function codeOf(bytes: Uint8Array, limits?: ReadLimits): Promise<string> {
  try {
    await readSheet(bytes, limits);
    return 'no problem';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

async function book(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const made = new ExcelJS.Workbook();
  fill(made.addWorksheet('花名册'), made);
  return Buffer.from(await made.xlsx.writeBuffer());
}

describe('xlsx', () => {
  test('types, merges and row numbers are kept; a cover and a hidden sheet are passed over', async () => {
    const bytes = await book((sheet, made) => {
      made.addWorksheet('说明').addRow(['请先看这里']);
      const hidden = made.addWorksheet('字典', { state: 'hidden' });
      for (let row = 0; row < 30; row += 1) hidden.addRow(['选项']);
      sheet.addRow(['志愿者花名册']);
      sheet.mergeCells('A1:C1');
      sheet.addRow(['姓名', '身份证号', '日期', '所属组织']);
      sheet.addRow(['张三', Number('330702199001010011'), new Date('2023-06-05T00:00:00Z'), '一队']).getCell(3).numFmt =
        'yyyy-mm-dd';
      sheet.addRow([]);
      sheet.addRow(['李四', '330702199001010011', '2023.6.5']);
      sheet.mergeCells('D3:D5');
    });
    const sheet = await readSheet(bytes);
    expect(sheet.name).toBe('花名册');
    expect(sheet.rows.map((row) => row.number)).toEqual([1, 2, 3, 5]);
    expect(sheet.merges).toContainEqual({ top: 3, bottom: 5, left: 3, right: 3 });
    expect(lostDigits(sheet.rows[2]?.cells[1])).toBe(true);
    expect(sheet.rows[2]?.cells[2]).toEqual(new Date('2023-06-05T00:00:00Z'));
    expect(sheet.rows[3]?.cells[1]).toBe('330702199001010011');
  });

  test('a workbook of the 1904 system says so, and its dates are the same days', async () => {
    const bytes = await book((sheet, made) => {
      made.properties.date1904 = true;
      sheet.addRow(['日期', '序列数']);
      sheet.addRow([new Date('2023-06-05T00:00:00Z'), 43620]).getCell(1).numFmt = 'yyyy-mm-dd';
    });
    const sheet = await readSheet(bytes);
    expect(sheet.date_system).toBe(1904);
    expect(sheet.rows[1]?.cells.map((cell) => dateOf(cell, sheet.date_system))).toEqual(['2023-06-05', '2023-06-05']);
  });

  test('60,000 rows are read whole, and refused whole where the limit is lower', async () => {
    function* rows(): Generator<string[]> {
      for (let row = 0; row < 60_000; row += 1) yield [String(row), '张三', '330702199001010011', '13812345207'];
    }
    const bytes = await buffer(
      writeWorkbook(
        '名单',
        [{ header: '序号' }, { header: '姓名' }, { header: '身份证号' }, { header: '手机' }],
        rows(),
      ),
    );
    const sheet = await readSheet(bytes, { max_seconds: 600 });
    expect(sheet.rows).toHaveLength(60_001);
    expect(sheet.rows[60_000]?.cells[0]).toBe('59999');
    expect(await codeOf(bytes, { max_rows: 50_000, max_seconds: 600 })).toBe('files.too_many_rows');
  });
});

describe('xls', () => {
  const xls = (rows: unknown[][], date1904 = false): Buffer => {
    const made = legacy.utils.book_new();
    legacy.utils.book_append_sheet(made, legacy.utils.aoa_to_sheet(rows, { cellDates: false }), '花名册');
    made.Workbook = { WBProps: { date1904 } };
    return legacy.write(made, { bookType: 'biff8', type: 'buffer' }) as Buffer;
  };
  test('Chinese text and numbers', async () => {
    const sheet = await readSheet(
      xls([
        ['姓名', '身份证号'],
        ['阿卜杜拉·买买提', '33070219900101001X'],
        ['李四', Number('330702199001010011')],
      ]),
    );
    expect(sheet.rows.map((row) => row.cells.map(textOf))).toEqual([
      ['姓名', '身份证号'],
      ['阿卜杜拉·买买提', '33070219900101001X'],
      ['李四', '330702199001010000'],
    ]);
    expect(lostDigits(sheet.rows[2]?.cells[1])).toBe(true);
  });
  test('dates of both systems', async () => {
    for (const date1904 of [false, true]) {
      const serial = date1904 ? 43620 : 45082;
      const sheet = await readSheet(
        xls(
          [
            ['日期', '序列数'],
            [{ t: 'n', v: serial, z: 'yyyy-mm-dd' }, serial],
          ],
          date1904,
        ),
      );
      expect(sheet.date_system).toBe(date1904 ? 1904 : 1900);
      expect(sheet.rows[1]?.cells.map((cell) => dateOf(cell, sheet.date_system))).toEqual(['2023-06-05', '2023-06-05']);
    }
  });
});

describe('csv', () => {
  const gbk = Buffer.from('d0d5c3fb2ccad6bbfa0d0ad5c5c8fd2c31333831323334353230370d0a', 'hex'); // 姓名,手机 张三,13812345207
  test.each([
    ['UTF-8', Buffer.from('姓名,手机\n张三,13812345207\n')],
    ['UTF-8 with BOM', Buffer.from('\ufeff姓名,手机\r\n张三,13812345207')],
    ['GBK', gbk],
    ['semicolons and quotes', Buffer.from('姓名;手机\n"张三";="13812345207"\n')],
    ['tabs', Buffer.from('姓名\t手机\n张三\t13812345207\n')],
  ])('%s', async (_, bytes) => {
    const { rows } = await readSheet(bytes);
    expect(rows.map((row) => row.cells.map((cell) => textOf(cell)))).toEqual([
      ['姓名', '手机'],
      ['张三', '13812345207'],
    ]);
  });
});

describe('refused before it is opened', () => {
  const zip = (name: string, content: Buffer, claimed = content.length): Buffer => zipOf([{ name, content, claimed }]);

  /** A workbook whose sheet declares entities and shows them in its second row. */
  function withEntities(declared: string, shown: string): Buffer {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const cell = (place: string, text: string): string => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
    return zipOf(
      Object.entries({
        '[Content_Types].xml':
          '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
        'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
        'xl/worksheets/sheet1.xml': `<?xml version="1.0"?>${declared}<worksheet xmlns="${main}"><sheetData><row r="1">${cell('A1', '姓名')}${cell('B1', '备注')}</row><row r="2">${cell('A2', '张三')}${cell('B2', shown)}</row></sheetData></worksheet>`,
      }).map(([name, text]) => ({ name, content: Buffer.from(text) })),
    );
  }

  test('a workbook that names a file of the machine, or an entity that grows, shows nothing of it', async () => {
    const plain = await readSheet(withEntities('', '普通'));
    expect(plain.rows.map((row) => row.cells)).toEqual([
      ['姓名', '备注'],
      ['张三', '普通'],
    ]); // made as it should be
    const laughs = Array.from(
      { length: 9 },
      (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
    ).join('');
    const tricks = [
      withEntities('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 'a&e;b'),
      withEntities('<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>', 'ab'),
      withEntities(`<!DOCTYPE x [<!ENTITY l0 "哈">${laughs}]>`, '&l9;'),
    ];
    for (const bytes of tricks) {
      const read = await readSheet(bytes).then(
        (sheet) => JSON.stringify(sheet.rows),
        (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error as Error)),
      );
      expect(read).not.toMatch(/root:|哈哈/);
      expect(read.length).toBeLessThan(200);
    }
  });

  test('a small file that holds a thousand times as much', async () => {
    const one = zip('xl/worksheets/sheet1.xml', Buffer.alloc(70 * 2 ** 20));
    expect(one.length).toBeLessThan(100_000);
    expect(await codeOf(one)).toBe('files.bomb');
  });
  test('a file that claims to be small', async () => {
    const workbook = zip('xl/workbook.xml', Buffer.alloc(64 * 2 ** 20), 1000);
    expect(await codeOf(workbook)).toBe('files.bomb');
  });
  test.each([
    ['nothing', Buffer.alloc(0), 'files.empty'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'files.unknown_kind'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'files.unknown_kind'],
    [
      'half a workbook',
      Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]),
      'files.damaged',
    ],
    [
      'a workbook with a password',
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
      'files.password',
    ],
  ])('%s', async (_, bytes, code) => expect(await codeOf(bytes)).toBe(code));
  test('more megabytes than allowed', async () =>
    expect(await codeOf(Buffer.alloc(2 ** 20 + 1), { max_file_mb: 1 })).toBe('files.too_large'));
});

describe('written', () => {
  const columns = [
    { header: '姓名', example: '示例·张三' },
    { header: '证件号码', example: '11010519491231002X' },
    { header: '证件类型', choices: ['居民身份证', '护照'], example: '居民身份证' },
  ];
  test('a template has text columns, drop-downs in one range, a hidden dictionary and an example row', async () => {
    const bytes = await writeTemplate('志愿者', columns, '志愿者花名册');
    const made = new ExcelJS.Workbook();
    await made.xlsx.read(PassThrough.from(bytes));
    const sheet = made.getWorksheet('志愿者');
    expect(sheet?.getColumn(2).numFmt).toBe('@');
    expect(made.getWorksheet('字典')?.state).toBe('hidden');
    expect(sheet?.getCell('C500').dataValidation?.formulae).toEqual(['字典!$A$1:$A$2']);
    const read = await readSheet(bytes);
    expect(read.rows.map((row) => row.number)).toEqual([1, 2, 3]);
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+cmd', "'+cmd"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['＝1', "'＝1"],
    ['＋x', "'＋x"],
    ['－x', "'－x"],
    ['＠x', "'＠x"],
    ['-5', '-5'],
    ['-', '-'],
    ['——', '——'],
    ['+8613812345207', '+8613812345207'],
    ['张三', '张三'],
  ])('formula guard %j -> %j', (text, expected) => expect(guardFormula(text)).toBe(expected));

  test('an export keeps the digits of IDs and runs no formula', async () => {
    const sheet = await readSheet(
      await buffer(writeWorkbook('名单', columns, [['=HYPERLINK("x")', '110105194912310021', null]])),
    );
    expect(sheet.rows[1]?.cells).toEqual(['\'=HYPERLINK("x")', '110105194912310021']);
  });

  test('bad rows go back as they came with the reason behind', async () => {
    const bytes = await buffer(
      writeErrorWorkbook(
        ['姓名', '手机'],
        [
          {
            row_number: 7,
            cells: ['张三', 138],
            reasons: ['手机号应是 11 位，这里有 3 位，请核对', '证件号空着，请填上'],
          },
        ],
      ),
    );
    const { rows } = await readSheet(bytes);
    expect(rows.map((row) => row.cells)).toEqual([
      ['姓名', '手机', '原行号', '原因'],
      ['张三', '138', '7', '手机号应是 11 位，这里有 3 位，请核对；证件号空着，请填上'],
    ]);
  });
});
