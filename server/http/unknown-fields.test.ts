import { expect, test } from 'vitest';
import { z } from 'zod';
import { inPeriod } from '../../contract/shapes.ts';
import { unknownFieldsOf } from './unknown-fields.ts';

const line = z.object({ id: z.string(), note: z.string().optional() });
const pair = z.object({ from: z.string().optional(), until: z.string().optional() }).superRefine(inPeriod(5));
test.each<[string, z.ZodType | undefined, unknown, readonly string[]]>([
  ['what is known', line, { id: '1', note: '' }, []],
  ['a field too many', line, { id: '1', colour: 'red' }, ['colour']],
  [
    'in a list',
    z.object({ lines: z.array(line) }),
    { lines: [{ id: '1' }, { id: '2', colour: 'red' }] },
    ['lines.1.colour'],
  ],
  [
    'in what may be left out',
    z.object({ line: line.nullish() }),
    { line: { id: '1', colour: 'red' } },
    ['line.colour'],
  ],
  ['null in its place', z.object({ line: line.nullish() }), { line: null }, []],
  ['in one of two forms', z.union([line, z.object({ name: z.string() })]), { name: 'x', colour: 'red' }, ['colour']],
  [
    'fields of both forms at once',
    z.union([z.strictObject({ id: z.string() }), z.strictObject({ name: z.string() })]),
    { id: '1', name: 'x' },
    ['name'],
  ],
  ['a shape with a rule over it', pair, { from: '2026-01-01', untill: '2026-02-01' }, ['untill']],
  [
    'names of one’s own choice',
    z.object({ answers: z.record(z.string(), z.boolean()) }),
    { answers: { anything: true } },
    [],
  ],
  [
    'within those',
    z.object({ answers: z.record(z.string(), line) }),
    { answers: { one: { id: '1', colour: 'red' } } },
    ['answers.one.colour'],
  ],
  ['whatever it is', z.object({ body: z.unknown() }), { body: { any: { thing: 1 } } }, []],
  ['what every object inherits', line, JSON.parse('{"id":"1","toString":1,"__proto__":2}'), ['toString', '__proto__']],
  ['without a shape', undefined, { colour: 'red' }, ['colour']],
  ['without a shape and a body', undefined, undefined, []],
  ['a value of another kind, which the shape refuses itself', line, 'text', []],
])('%s', (_, shape, value, names) => {
  expect(unknownFieldsOf(shape)(value)).toEqual(names);
});
