import { describe, expect, test } from 'vitest';
import { comparePublished, readPublishedRoots } from './published-seals.ts';

const root = '9f2c71ae04d8b35e'.repeat(4);
const other = '0a'.repeat(32);

describe('published roots', () => {
  test.each([
    ['a line of /api/seal-roots', `2026-11-28 ${root}`],
    ['in groups', `2026-11-28 ${root.replace(/(.{8})/g, '$1 ')}`],
    ['as a certificate prints it', '账本封存 2026 年 11 月 28 日 根 9f2c 71ae 04d8 b35e'],
    ['capitals and a comma', `2026-11-28, ${root.toUpperCase()}`],
    ['the answer of /api/seals', JSON.stringify({ rows: [{ number: 3, sealed_on: '2026-11-28', root }] })],
    ['the rows alone', JSON.stringify([{ sealed_on: '2026-11-28', root }])],
  ])('%s', (_, text) => {
    const read = readPublishedRoots(
      `${text.startsWith('{') || text.startsWith('[') ? '' : '# kept by the association\n\n'}${text}\r\n`,
    );
    expect(read.unreadable_line).toBeNull();
    expect(read.roots).toHaveLength(1);
    expect(read.roots[0]?.sealed_on).toBe('2026-11-28');
    expect(root.startsWith(read.roots[0]?.root ?? 'x')).toBe(true);
  });

  test.each([
    ['too short to prove anything', '2026-11-28 9f2c71ae'],
    ['no day', root],
    ['not hexadecimal', `2026-11-28 ${'z'.repeat(64)}`],
    ['JSON without roots', '{"rows":[{"sealed_on":"2026-11-28"}]}'],
  ])('%s is refused with its line', (_, text) => {
    expect(readPublishedRoots(`# roots\n${text}`)).toEqual({ roots: [], unreadable_line: 2 });
  });

  test.each([
    ['the same root', root, []],
    ['its beginning', root.slice(0, 16), []],
    ['another root', other, [{ sealed_on: '2026-11-28', kind: 'other_root' }]],
  ])('%s', (_, published, faults) => {
    expect(
      comparePublished([{ sealed_on: '2026-11-28', root: published }], [{ sealed_on: '2026-11-28', root }]),
    ).toEqual(faults);
  });

  test('a published night that the books do not know is missing', () => {
    expect(comparePublished([{ sealed_on: '2026-11-28', root }], [])).toEqual([
      { sealed_on: '2026-11-28', kind: 'missing' },
    ]);
  });
});
