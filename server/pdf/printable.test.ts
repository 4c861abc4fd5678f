import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { coverageOf } from './font-coverage.ts';
import { fontFiles } from './font-files.ts';
import { printable } from './printable.ts';

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
const serif = coverageOf(readFileSync(join(folder, '400Regular/NotoSerifSC_400Regular.ttf')));

/** A font that holds nothing but its table of characters. */
function fontOf(groups: readonly (readonly [number, number])[]): Buffer {
  const font = Buffer.alloc(28 + 12 + 16 + groups.length * 12);
  font.writeUInt32BE(0x00010000, 0);
  font.writeUInt16BE(1, 4);
  font.write('cmap', 12, 'latin1');
  font.writeUInt32BE(28, 20);
  font.writeUInt16BE(1, 30); // one table
  font.writeUInt32BE(12, 36);
  font.writeUInt16BE(12, 40); // of format 12
  font.writeUInt32BE(groups.length, 52);
  groups.forEach(([first, last], place) => {
    font.writeUInt32BE(first, 56 + place * 12);
    font.writeUInt32BE(last, 60 + place * 12);
  });
  return font;
}

test('the fonts that the product brings hold the rare characters of names that the standard table lists', () => {
  for (const character of '张·𬭎㛃䶮堃喆龑𫖯𬀩﨑éЖ')
    expect([character, serif(character.codePointAt(0) ?? 0)]).toEqual([character, true]);
  for (const character of '𠮷😀') expect([character, serif(character.codePointAt(0) ?? 0)]).toEqual([character, false]);
  for (let codePoint = 0x3400; codePoint <= 0x9fff; codePoint += 1)
    if (codePoint < 0x4dc0 || codePoint >= 0x4e00) expect(serif(codePoint)).toBe(true);
});

test('a font of the operator adds what it holds, and what is no font adds nothing', () => {
  const added = coverageOf(
    fontOf([
      [0x20bb7, 0x20bb7],
      [0x20000, 0x20010],
    ]),
  );
  expect([0x20bb7, 0x20005, 0x20011, 0x41].map(added)).toEqual([true, true, false, false]);
  expect(coverageOf(Buffer.from('no font'))(0x41)).toBe(false);
});

test('a letter that is missing stops the sheet and is named; signs that nobody reads fall away', () => {
  expect(printable(JSON.stringify({ name: '𠮷田', lines: [] }), serif)).toEqual({ missing: '𠮷' });
  expect(
    printable(
      JSON.stringify({ name: '张三', lines: [{ content: '🌊江边清洁❤️ 3 次\n' }], total: 3, sealed: null }),
      serif,
    ),
  ).toEqual({
    data: JSON.stringify({ name: '张三', lines: [{ content: '江边清洁 3 次\n' }], total: 3, sealed: null }).replace(
      '江边清洁 3',
      serif(0x2764) ? '江边清洁❤ 3' : '江边清洁 3',
    ),
  });
});

test('a directory that is named and holds no font stops the start with what to do', () => {
  const directory = mkdtempSync(join(tmpdir(), 'fonts-'));
  expect(fontFiles(undefined)).toEqual([]);
  expect(() => fontFiles(directory)).toThrow(/FONT_DIRECTORY/);
  writeFileSync(join(directory, 'b.OTF'), '');
  writeFileSync(join(directory, 'readme.txt'), '');
  expect(fontFiles(directory)).toEqual([join(directory, 'b.OTF')]);
  rmSync(directory, { recursive: true });
});
