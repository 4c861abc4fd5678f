import { describe, expect, test } from 'vitest';
import { idsInTitles } from './clause-titles.ts';
import { faults, progress, readRequirements } from './clauses.ts';

const ids = (source: string): string[] => idsInTitles(source, 'a.test.ts').ids.map(({ id }) => id);

describe('ids are read from titles', () => {
  test.each([
    ["test('P28 R62 a pupil', () => {})", ['P28', 'R62']],
    ["it.only('F001 the figure', () => {})", ['F001']],
    ['test.each([[1]])(`G08 row %s`, () => {})', ['G08']],
    ['test(`J21 of ${name} J22`, () => {})', ['J21', 'J22']],
    ["describe('T46 bands', () => { test('80', () => {}) })", ['T46']],
    ["test.describe('T46 bands', () => { test('80', async () => {}) })", ['T46']],
  ])('%s', (source, expected) => expect(ids(source)).toEqual(expected));
});

describe('what does not count', () => {
  test.each([
    ["// P28\nconst P28 = 'P28'; expect('R62').toBe('R62')"],
    ["test.skip('P28', () => {})"],
    ["test.todo('P28')"],
    ["describe.skip('P28', () => { test('R62', () => {}) })"],
    ["describe('P28 empty', () => {})"],
    ["describe('P28 idle', () => { test.skip('x', () => {}) })"],
    ["test('GB11643 MP28 P2800 h264', () => {})"],
  ])('%s', (source) => expect(ids(source)).toEqual([]));
});

const clauses = 'id\tclause\tmodule\nP28\t…\tvolunteers\nP29\t…\trecords (volunteers)\n';
const rules = 'id\trule\nR62\tpupils (P28)\nR68\tpart (of a) thing (Figures M, X)\nR33\tmany (P29-P31)\n';
const figures = 'id\tfigure\nF001 (P29)\t3\nF164 (headers)\t5\n';
const requirements = readRequirements(clauses, rules, figures);

test('rules and figures belong to the module of the clause they cite, others to "other"', () => {
  expect(progress(requirements, new Set(['P28', 'F001']))).toEqual({
    volunteers: { ids: ['P28', 'R62'], done: 1, total: 2, open: ['R62'] },
    records: { ids: ['P29', 'R33', 'F001'], done: 1, total: 3, open: ['P29', 'R33'] },
    other: { ids: ['R68', 'F164'], done: 0, total: 2, open: ['R68', 'F164'] },
  });
});

test('an unknown id and a range are faults that name their place', () => {
  const titles = idsInTitles(
    "test('P28', () => {});\ntest('P99 it', () => {});\ntest('P28–P29 it', () => {})",
    'x.test.ts',
  );
  expect(faults(requirements, titles)).toEqual([
    'x.test.ts:2: P99 is not in docs/requirements.',
    'x.test.ts:3: “P28–P29 it” names a range; write each id that the test shows.',
  ]);
});

test.each([['P28-P29'], ['P28 – 29'], ['P28..P29'], ['P28至P29'], ['P28 to P29']])('%s is a range', (title) => {
  expect(idsInTitles(`test('${title}', () => {})`, 'x.test.ts').ranges).toHaveLength(1);
});
