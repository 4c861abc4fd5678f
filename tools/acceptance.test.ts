import { expect, test } from 'vitest';
import { acceptanceFaults, byState, readAcceptance, seen } from './acceptance.ts';

const lines = (...rows: string[]): string => `id\tstate\thow seen\n${rows.join('\n')}\n`;
const known = new Set(['P28', 'P29', 'R62']);

test('a module lists what works, what is partly there and what is not', () => {
  const acceptance = readAcceptance(lines('P28\tworks\tprinted', 'P29\tpartly\tno export', 'R62\tno\tnowhere'));
  expect(byState(acceptance, ['P28', 'P29'])).toEqual({ works: ['P28'], partly: ['P29'], no: [] });
  expect(seen(acceptance, ['P28', 'P29', 'R62'])).toBe('   partly: P29   no: R62');
  expect(seen(acceptance, ['P28'])).toBe('');
  expect(acceptanceFaults(acceptance, known)).toEqual([]);
});

test.each([
  ['P99\tworks\tseen', 'docs/requirements/acceptance.tsv:2: P99 is not in docs/requirements.'],
  ['P28\tdone\tseen', 'docs/requirements/acceptance.tsv:2: “done” is none of works, partly, no.'],
  ['P28\tworks\t', 'docs/requirements/acceptance.tsv:2: P28 does not say what was seen.'],
  ['P28\tworks', 'docs/requirements/acceptance.tsv:2: P28 does not say what was seen.'],
  ['P28\tworks\tseen\nP28\tno\tseen', 'docs/requirements/acceptance.tsv:3: P28 stands twice.'],
])('%j is a fault', (rows, sentence) => {
  expect(acceptanceFaults(readAcceptance(lines(rows)), known)).toEqual([sentence]);
});
