import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../domain/files/cells.ts';
import { Problem } from '../../domain/problem.ts';
import { decodeText } from './decode-text.ts';
import { parseSheet } from './parse-sheet.ts';
import { zipOf } from './test-zip.ts';

const read = async (bytes: Buffer) => {
  const { about, pieces } = await parseSheet(bytes, { max_rows: 1000 });
  const rows: { number: number; cells: readonly Cell[]; is_hidden?: true }[] = [];
  for await (const piece of pieces) rows.push(...piece);
  return { about, rows, cells: rows.map((row) => row.cells) };
};
const problemOf = async (bytes: Buffer): Promise<string> =>
  read(bytes).then(
    () => 'read',
    (error: unknown) =>
      error instanceof Problem
        ? `${error.code} ${Object.values(error.params).join()}`.trim()
        : Promise.reject(error as Error),
  );
const people = [
  ['姓名', '手机'],
  ['张三', '13812345207'],
  ['李四', '13812345208'],
];

describe('an .xlsx as other programs write it', () => {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const texts = people.flat();
  const ordinary = {
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="名单" sheetId="1" r:id="b"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="b" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${people.map((_, row) => `<row r="${row + 1}"><c r="A${row + 1}" t="s"><v>${row * 2}</v></c><c r="B${row + 1}" t="s"><v>${row * 2 + 1}</v></c></row>`).join('')}</sheetData></worksheet>`,
  };
  type Parts = Record<string, string>;
  const zipped = (parts: Parts, encoding: 'utf8' | 'utf16le' = 'utf8') =>
    zipOf(
      Object.entries(parts).map(([name, text]) => ({
        name,
        content: Buffer.from(encoding === 'utf8' ? text : `\ufeff${text}`, encoding),
      })),
    );
  const renamed = (parts: Parts, name: (from: string) => string): Parts =>
    Object.fromEntries(Object.entries(parts).map(([from, text]) => [name(from), text]));
  const changed = (parts: Parts, change: (text: string) => string): Parts =>
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, change(text)]));
  const prefixed = (text: string) =>
    text
      .replace(/<(\/?)(workbook|sheets|sheet|sst|si|t|worksheet|sheetData|row|c|v)\b/g, '<$1x:$2')
      .replaceAll(`xmlns="${main}"`, `xmlns:x="${main}"`)
      .replaceAll('xmlns:r=', 'xmlns:rel=')
      .replaceAll('r:id', 'rel:id');

  test.each<[string, Parts]>([
    ['as most do', ordinary],
    [
      'parts in another case',
      renamed(ordinary, (name) => (name.endsWith('sharedStrings.xml') ? 'xl/SharedStrings.xml' : name.toUpperCase())),
    ],
    ['backslashes between folders', renamed(ordinary, (name) => name.replaceAll('/', '\\'))],
    ['other prefixes', changed(ordinary, prefixed)],
    ['single quotes', changed(ordinary, (text) => text.replaceAll('"', "'"))],
    [
      'absolute targets',
      changed(ordinary, (text) =>
        text
          .replaceAll('Target="worksheets', 'Target="/xl/worksheets')
          .replaceAll('Target="shared', 'Target="/xl/shared')
          .replaceAll('Target="xl/', 'Target="/xl/'),
      ),
    ],
    [
      'targets that climb',
      changed(ordinary, (text) =>
        text
          .replaceAll('Target="worksheets/', 'Target="../xl/./worksheets/')
          .replaceAll('Target="shared', 'Target="../xl/shared'),
      ),
    ],
    [
      'strict namespaces',
      changed(ordinary, (text) =>
        text
          .replaceAll(main, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
          .replaceAll(office, 'http://purl.oclc.org/ooxml/officeDocument/relationships'),
      ),
    ],
    [
      'another folder',
      changed(
        renamed(ordinary, (name) => name.replace(/^xl\//, 'book/')),
        (text) => text.replaceAll('xl/workbook', 'book/workbook'),
      ),
    ],
    [
      'texts in the cells',
      {
        ...ordinary,
        'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${people.map((row) => `<row>${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`,
      },
    ],
  ])('%s', async (_, parts) => expect((await read(zipped(parts))).cells).toEqual(people));

  test('parts in UTF-16', async () => expect((await read(zipped(ordinary, 'utf16le'))).cells).toEqual(people));

  test('a day that a strict workbook writes as text', async () => {
    const sheet = `<worksheet xmlns="${main}"><sheetData><row><c t="d" s="1"><v>2023-06-05T00:00:00</v></c></row></sheetData></worksheet>`;
    const styles = `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`;
    const rels = ordinary['xl/_rels/workbook.xml.rels'].replace(
      '</R',
      `<Relationship Id="d" Type="${office}/styles" Target="styles.xml"/></R`,
    );
    expect(
      (
        await read(
          zipped({
            ...ordinary,
            'xl/_rels/workbook.xml.rels': rels,
            'xl/styles.xml': styles,
            'xl/worksheets/sheet1.xml': sheet,
          }),
        )
      ).cells,
    ).toEqual([[new Date('2023-06-05T00:00:00Z')]]);
  });

  test.each<[string, Parts, string]>([
    ['a Word document', { 'word/document.xml': '<w/>', '_rels/.rels': '<r/>' }, 'files.not_a_sheet Word'],
    ['an archive with a sheet in it', { 'list.xlsx': 'x' }, 'files.not_a_sheet ZIP'],
    ['a list of Numbers', { 'Index/Document.iwa': 'x' }, 'files.not_a_sheet Numbers'],
    [
      'XML that is not well-formed',
      { ...ordinary, 'xl/workbook.xml': '<workbook><sheets></workbook>' },
      'files.damaged',
    ],
  ])('%s is refused by what it is', async (_, parts, code) => expect(await problemOf(zipped(parts))).toBe(code));
});

describe('text', () => {
  const csv = people.map((row) => row.join(',')).join('\r\n');
  const gbk = Buffer.from(
    'd0d5c3fb2ccad6bbfa0d0ad5c5c8fd2c31333831323334353230370d0ac0eecbc42c3133383132333435323038',
    'hex',
  );
  const big = (text: string) => Buffer.from(text, 'utf16le').swap16();
  test.each<[string, Buffer]>([
    ['lines that end in CR alone', Buffer.from(csv.replaceAll('\r\n', '\r'))],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${csv}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(csv, 'utf16le')],
    ['big-endian with its mark', big(`\ufeff${csv}`)],
    ['big-endian without', big(csv)],
    ['tabs in UTF-16', Buffer.from(`\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le')],
    ['semicolons', Buffer.from(csv.replaceAll(',', ';'))],
    ['bars', Buffer.from(csv.replaceAll(',', '|'))],
    ['GBK', gbk],
    ['GBK and CR alone', Buffer.from(gbk.filter((byte) => byte !== 0x0a))],
  ])('%s', async (_, bytes) => expect((await read(bytes)).cells).toEqual(people));

  test('a line that only tells the spreadsheet its separator', async () =>
    expect((await read(Buffer.from(`sep=;\r\n${csv.replaceAll(',', ';')}`))).rows[0]).toEqual({
      number: 2,
      cells: ['姓名', '手机'],
    }));

  test('one broken byte is said with its row, in either encoding', async () => {
    const utf8 = Buffer.from(csv);
    utf8[utf8.indexOf('李') + 1] = 0x20;
    expect(await problemOf(utf8)).toBe('files.broken_text 3');
    const old = Buffer.from(gbk);
    old[old.indexOf(Buffer.from('c0ee', 'hex'))] = 0xff;
    expect(await problemOf(old)).toBe('files.broken_text 3');
    expect(await problemOf(Buffer.concat([Buffer.from(csv), Buffer.from('王').subarray(0, 2)]))).toBe(
      'files.broken_text 3',
    );
  });

  test('Chinese of any length is known as what it is', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('张王李赵志愿者服务队手机姓名，。1380 ,\n')),
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (said) => {
        expect(decodeText(Buffer.from(said))).toBe(said);
      }),
    );
  });
});

describe('tables that are called .xls', () => {
  const page = (inside: string) =>
    Buffer.from(
      `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table border=1>${inside}</table></body></html>`,
    );
  const rows = people
    .map((row) => `<tr>${row.map((text) => `<td style="mso-number-format:'\\@'">${text}</td>`).join('')}</tr>`)
    .join('');
  test('a web page is read; one that hides something is refused as what it is', async () => {
    expect((await read(page(rows))).cells).toEqual(people);
    expect(await problemOf(page(rows.replace('<tr>', '<tr style="display:none">')))).toBe('files.web_page');
  });

  test('XML of Excel 2003, with a row that is hidden', async () => {
    const xml = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名单"><Table>
      ${people.map((row, place) => `<Row${place === 1 ? ' ss:Hidden="1"' : ''}>${row.map((text) => `<Cell><Data ss:Type="String">${text}</Data></Cell>`).join('')}</Row>`).join('')}</Table></Worksheet></Workbook>`;
    const { rows: found, cells } = await read(Buffer.from(xml));
    expect(cells).toEqual(people);
    expect(found.map((row) => row.is_hidden === true)).toEqual([false, true, false]);
    expect(await problemOf(Buffer.from(xml.replace('<Workbook', '<!DOCTYPE x [<!ENTITY e "x">]><Workbook')))).toBe(
      'files.damaged',
    );
  });
});

describe('an .ods', () => {
  const cell = (text: string, more = 'office:value-type="string"') =>
    `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
  const ods = (rows: string, tables = '') =>
    zipOf([
      { name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') },
      {
        name: 'content.xml',
        content:
          Buffer.from(`<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="gone"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>
      <table:table table:name="名单"><table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>${rows}<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>${tables}</office:spreadsheet></office:body></office:document-content>`),
      },
    ]);
  test('cells as they hold and show it, repeated, merged, hidden', async () => {
    const { about, rows } = await read(
      ods(`<table:table-row>${cell('姓名', 'office:value-type="string" table:number-rows-spanned="2"')}${cell('时长')}</table:table-row>
      <table:table-row table:visibility="filter"><table:covered-table-cell/>${cell('02:30', 'office:value-type="time" office:time-value="PT02H30M00S"')}<table:table-cell table:number-columns-repeated="2"/>${cell('3分钟', 'office:value-type="float" office:value="3"')}</table:table-row>
      <table:table-row table:number-rows-repeated="2">${cell('5', 'office:value-type="float" office:value="5"')}${cell('2023/6/5', 'office:value-type="date" office:date-value="2023-06-05"')}<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>张<text:span>三</text:span></text:p></table:table-cell></table:table-row>`),
    );
    expect(about).toMatchObject({ merges: [{ top: 1, bottom: 2, left: 0, right: 0 }], hidden_columns: [1, 2] });
    expect(rows).toEqual([
      { number: 1, cells: ['姓名', '时长'] },
      {
        number: 2,
        cells: [
          null,
          { number: 2.5 / 24, shown: '02:30', is_time: true },
          null,
          null,
          { number: 3, shown: '3分钟', is_time: false },
        ],
        is_hidden: true,
      },
      ...[3, 4].map((number) => ({ number, cells: [5, new Date('2023-06-05T00:00:00Z'), '张三'] })),
    ]);
  });
  test('another table that is hidden does not win; a text document and a cell that claims to stand a million times are refused', async () => {
    const hidden = `<table:table table:name="旧" table:style-name="gone"><table:table-row>${cell('a')}</table:table-row><table:table-row>${cell('b')}</table:table-row></table:table>`;
    expect((await read(ods(`<table:table-row>${cell('姓名')}</table:table-row>`, hidden))).about.name).toBe('名单');
    expect(
      await problemOf(
        zipOf([
          { name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.text') },
          { name: 'content.xml', content: Buffer.from('<x/>') },
        ]),
      ),
    ).toBe('files.not_a_sheet text');
    expect(
      await problemOf(
        ods(
          `<table:table-row table:number-rows-repeated="1048576">${cell('x', 'office:value-type="string" table:number-columns-repeated="16384"')}</table:table-row>`,
        ),
      ),
    ).toBe('files.too_complex');
  });
});
