import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../domain/problem.ts';
import { readSharedStrings } from './shared-strings.ts';
import { columnPlace, sheetRows } from './sheet-rows.ts';
import { readOutline } from './workbook-parts.ts';
import { cellFormats, formatOf, numberShower, plainFormat } from './number-format.ts';

/** Cut at the given places, as an archive hands it over piece by piece. */
async function* cut(text: string, places: readonly number[]): AsyncGenerator<string> {
  const at = [
    0,
    ...[...places].map((place) => place % (text.length + 1)).sort((one, other) => one - other),
    text.length,
  ];
  for (let piece = 1; piece < at.length; piece += 1) yield text.slice(at[piece - 1], at[piece]);
}

const strings = `<?xml version="1.0"?><!-- table --><sst xmlns="x"><si><t>姓名</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">张 </t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>ZHANG</t></rPh></si>
  <si><t>a&amp;b &lt;c&gt; &#24352;&#x4E09; _x0041_</t></si><si><t/></si><si><t><![CDATA[<raw> & ]]></t></si></sst>`;
const sheet = `<x:worksheet xmlns:x="x"><x:sheetViews><x:v>9</x:v></x:sheetViews><x:sheetData>
  <x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r='C1' t="s" note="a > b"><x:v>1</x:v></x:c></x:row>
  <x:row r="3"><x:c t="inlineStr"><x:is><x:r><x:t>李</x:t></x:r><x:r><x:t>四</x:t></x:r><x:rPh><x:t>LI</x:t></x:rPh></x:is></x:c><x:c s="1"><x:f>TODAY()</x:f><x:v>45082</x:v></x:c><x:c><x:v>45082</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c t="str"><x:v>x</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c/></x:row>
  <x:row><x:c r="B4" t="s"><x:v>2</x:v></x:c><x:c t="s"><x:v>4</x:v></x:c><x:c t="s"><x:v>77</x:v></x:c><x:c t="s"><x:v>3</x:v></x:c></x:row><x:row r="6"/>
  </x:sheetData><x:mergeCells count="2"><x:mergeCell ref="A1:C1"/><x:mergeCell ref="AB3:AB5"/></x:mergeCells><x:legacy><x:row r="9"><x:c><x:v>1</x:v></x:c></x:row></x:legacy></x:worksheet>`;
const expected = [
  { number: 1, cells: ['姓名', null, '张 三'] },
  { number: 3, cells: ['李四', new Date('2023-06-05T00:00:00Z'), 45082, true, 'x', '#N/A'] },
  { number: 4, cells: [null, 'a&b <c> 张三 A', '<raw> & '] },
];

async function rowsOf(text: string, table = strings, places: readonly number[] = []) {
  const book = {
    date_system: 1900 as const,
    strings: await readSharedStrings(cut(table, places)),
    formats: [plainFormat, formatOf('yyyy-mm-dd')],
    show: await numberShower([]),
  };
  const rows = [];
  for await (const piece of sheetRows(cut(text, places), book)) rows.push(...piece);
  return rows;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no problem',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
}

describe('the rows of an .xlsx', () => {
  test('every kind of cell, with and without its place', async () => expect(await rowsOf(sheet)).toEqual(expected));

  test('the same, wherever the XML is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 40 }), async (places) => {
        expect(await rowsOf(sheet, strings, places)).toEqual(expected);
        expect((await readOutline(() => cut(sheet, places))).merges).toEqual([
          { left: 0, right: 2, top: 1, bottom: 1 },
          { left: 27, right: 27, top: 3, bottom: 5 },
        ]);
        expect((await readOutline(() => cut(sheet.replaceAll('x:', ''), places))).rows).toBe(4);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['nothing that hides a bracket', (text: string) => text],
    ['a declaration first', (text: string) => `<?xml version="1.0"?>${text}`],
    [
      'a comment among the rows',
      (text: string) =>
        text.replace('<x:row r="3">', '<!-- <x:row/></x:sheetData><x:mergeCell ref="A9:B9"/> --><x:row r="3">'),
    ],
    [
      'CDATA in a cell',
      (text: string) => text.replace('<x:v>x</x:v>', '<x:v><![CDATA[<x:row/></x:sheetData>]]></x:v>'),
    ],
    ['an instruction', (text: string) => text.replace('<x:row r="3">', '<?x <x:row/> ?><x:row r="3">')],
    [
      'a bracket in an attribute of the rows’ own tag',
      (text: string) => text.replace('<x:sheetData>', '<x:sheetData note="a > b">'),
    ],
  ])('what stands around the rows, and how many there are: %s', async (_, written) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 12 }), async (places) => {
        const { merges, rows } = await readOutline(() => cut(written(sheet), places));
        expect([merges.length, rows]).toEqual([2, 4]);
      }),
      { numRuns: 40 },
    );
  });

  test('a fault among the rows is found when they are taken, one around them at once', async () => {
    const broken = sheet.replace('<x:v>45082</x:v></x:c><x:c><x:v>', '<x:v>45082</x:c><x:c><x:v>');
    expect((await readOutline(() => cut(broken, []))).rows).toBe(4);
    expect(await codeOf(rowsOf(broken))).toBe('files.damaged');
    expect(await codeOf(readOutline(() => cut(sheet.replace('</x:mergeCells>', ''), [])))).toBe('files.damaged');
  });

  test('rows and columns that are hidden, or made so low or narrow that nobody sees them', async () => {
    const hidden =
      '<worksheet><cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0" customWidth="1"/><col min="6" max="6" width="9"/></cols><sheetData><row r="1" hidden="1"><c><v>1</v></c></row><row r="2" ht="0" customHeight="1"><c><v>2</v></c></row><row r="3" ht="15"><c><v>3</v></c></row></sheetData></worksheet>';
    expect((await rowsOf(hidden)).map((row) => row.is_hidden === true)).toEqual([true, true, false]);
    expect((await readOutline(() => cut(hidden, []))).hidden_columns).toEqual([1, 2, 4]);
  });

  test.each([
    ['a sheet that is cut short', sheet.slice(0, sheet.indexOf('</x:sheetData>')), 'files.damaged'],
    ['a sheet that ends in a tag', sheet.slice(0, -4), 'files.damaged'],
    ['a column beyond the last', '<sheetData><row><c r="XFE1"><v>1</v></c></row></sheetData>', 'files.damaged'],
    ['a row of no number', '<sheetData><row r="x"><c><v>1</v></c></row></sheetData>', 'files.damaged'],
    ['a document type, which could declare entities', '<!DOCTYPE x [<!ENTITY a "b">]><sheetData/>', 'files.damaged'],
    [
      'a few bytes that name a long text again and again',
      `<sheetData><row>${'<c t="s"><v>0</v></c>'.repeat(200)}</row></sheetData>`,
      'files.too_complex',
    ],
  ])('%s is refused', async (_, text, code) =>
    expect(await codeOf(rowsOf(text, `<sst><si><t>${'长'.repeat(30_000)}</t></si></sst>`))).toBe(code),
  );

  test.each([
    ['A1', 0],
    ['Z9', 25],
    ['AB12', 27],
    ['xfd1', 16_383],
    ['12', -1],
  ])('column %s -> %i', (reference, place) => expect(columnPlace(reference)).toBe(place));
});

describe('number formats', () => {
  test.each([
    ['yyyy-mm-dd', 'date'],
    ['m/d', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-804]aaaa yyyy年m月', 'date'],
    ['mmm', 'date'],
    ['m', 'date'],
    ['yyyy/m/d h:mm', 'date'],
    ['[h]:mm', 'time'],
    ['h:mm AM/PM', 'time'],
    ['h"时"mm"分"', 'time'],
    ['h"时"mm"分";@', 'time'],
    ['[$-804]h:mm', 'time'],
    ['[mm]', 'time'],
    ['mm:ss', 'time'],
    ['h时mm分', 'time'],
    ['[Red]h:mm', 'time'],
    ['General', 'plain'],
    ['@', 'plain'],
    ['G/通用格式', 'plain'],
    ['[$-804]General', 'plain'],
    ['0.00', 'number'],
    ['#,##0.00_);[Red](#,##0.00)', 'number'],
    ['"day" 0', 'number'],
    ['0\\d', 'number'],
    ['[$US$-409]#,##0', 'number'],
    ['0.0"小时"', 'number'],
    ['General"分钟"', 'number'],
  ])('%s is a %s', (format, kind) => expect(formatOf(format).kind).toBe(kind));

  test('styles name built-in formats or their own; styles of names do not count', () => {
    const formats =
      cellFormats(`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;"/><numFmt numFmtId="165" formatCode="0.0"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="32"/></cellXfs></styleSheet>`);
    expect(formats.map(({ kind }) => kind)).toEqual(['plain', 'date', 'date', 'number', 'time', 'time']);
  });

  test.each([
    ['h"时"mm"分"', 2 / 24, '2时00分'],
    ['[h]:mm', 25 / 24, '25:00'],
    ['h时mm分', 2.5 / 24, '2时30分'],
    ['[$-F400]h:mm:ss AM/PM', 2 / 24, '2:00:00'],
    ['0.0"小时"', 3.3, '3.3小时'],
    ['0\\h', 2, '2h'],
    ['[<1]0"分钟";0"小时"', 2, '2小时'],
    ['[红色]0"分钟"', 3, '3分钟'],
    ['0%', 2.5, '250%'],
    ['# ?/?', 2.5, '2 1/2'],
    [';;;', 2, ''],
    ['¥0.00', 2, '¥2.00'],
  ])('%s shows %d as %s', async (code, value, shown) =>
    expect((await numberShower([formatOf('0.0')]))(code, value).trim()).toBe(shown),
  );
});
