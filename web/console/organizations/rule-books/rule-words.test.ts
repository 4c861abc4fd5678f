import { expect, test } from 'vitest';
import { ruleKindNames, ruleKinds } from '../../../../domain/organizations/rule-book-kinds.ts';
import type { RuleFields } from '../../manifest.ts';
import { manifests } from '../../nouns.ts';
import { fieldWords, ruleValueWords } from './rule-words.ts';

const said = manifests.flatMap(({ ruleFields = {} }) => Object.entries(ruleFields));

test('every kind of rule book has its words in the pages of one noun, in the order of the page', () => {
  expect(said.map(([kind]) => kind).sort()).toEqual([...ruleKindNames].sort());
  expect(ruleKindNames).toEqual([
    'time_counting',
    'waiting_times',
    'publishing_limits',
    'age_matrix',
    'stars',
    'statutory',
  ]);
});

/** The names of all fields of a body, as the form shows them. */
function fieldsOf(body: unknown): string[] {
  if (Array.isArray(body)) return body.flatMap(fieldsOf);
  return typeof body === 'object' && body !== null
    ? Object.entries(body).flatMap(([name, within]) => [name, ...fieldsOf(within)])
    : [];
}
const wordless = (body: unknown): string[] =>
  fieldsOf(body).filter((name) => !/[\u4e00-\u9fff]/.test(fieldWords(name)));

test.each(ruleKindNames)('%s: every field that the form shows has its words', (kind) => {
  expect(fieldsOf(ruleKinds[kind].default_body).length).toBeGreaterThan(2);
  expect(wordless(ruleKinds[kind].default_body)).toEqual([]);
});

test('a field that nobody has words for shows its name', () => {
  expect(wordless({ steps: [{ minutes: 1, planted_field: 2 }] })).toEqual(['planted_field']);
  expect([fieldWords('planted_field'), ruleValueWords('down'), ruleValueWords('planted')]).toEqual([
    'planted field',
    '向下取整',
    'planted',
  ]);
});

test('no two kinds give one field, or one value, different words', () => {
  const words = said.flatMap(([, { fields, values = {} }]) => [...Object.entries(fields), ...Object.entries(values)]);
  const others = words.filter(([name, one]) =>
    words.some(([other, two]) => other === name && JSON.stringify(two) !== JSON.stringify(one)),
  );
  expect(others).toEqual([]);
});

// @ts-expect-error held by the compiler: a kind with a field that has no words
export const incomplete: RuleFields<'age_matrix'> = { fields: { minimum_age: { zh: '最低年龄', en: 'Minimum age' } } };
