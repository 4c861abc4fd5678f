import { expect, test } from 'vitest';
import { z } from 'zod';
import { addDays, firstBusinessDate, lastBusinessDate } from '../../domain/time.ts';
import { endpoints } from '../nouns.ts';
import { isUpload, type Endpoint } from '../../contract/endpoint.ts';
import { businessDate, inPeriod, instant, longestYears } from '../../contract/shapes.ts';

type Json = { readonly [key: string]: unknown };
const inputs = (endpoint: Endpoint): readonly (readonly [string, z.ZodType])[] =>
  (['params', 'query', 'body'] as const).flatMap((part) => {
    const shape = endpoint[part];
    return shape === undefined || isUpload(shape)
      ? []
      : [[`${endpoint.method} ${endpoint.path} ${part}`, shape] as const];
  });
const schemaOf = (shape: z.ZodType): Json => z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Json;
const all = endpoints.flatMap(inputs);

/** Every place of a schema, with its name. */
function* places(schema: Json, name: string): Generator<readonly [string, Json]> {
  const choices = (schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf'] ?? []) as Json[];
  for (const choice of choices) yield* places(choice, name);
  if (choices.length === 0) yield [name, schema];
  for (const [property, inner] of Object.entries((schema['properties'] ?? {}) as Record<string, Json>))
    yield* places(inner, `${name}.${property}`);
  for (const [key, part] of [
    ['items', '[]'],
    ['additionalProperties', '{}'],
  ] as const) {
    const inner = schema[key];
    if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0)
      yield* places(inner as Json, `${name}${part}`);
  }
}

const largestInteger = 2_147_483_647; // what the integer columns of PostgreSQL hold
const isBounded = (name: string, schema: Json): boolean => {
  if ('enum' in schema || 'const' in schema) return true;
  const largest = name.endsWith('_fen') ? 10 ** 12 : largestInteger;
  switch (schema['type']) {
    case 'string':
      return schema['maxLength'] !== undefined || ['uuid', 'date', 'date-time'].includes(String(schema['format']));
    case 'integer':
    case 'number':
      return Number(schema['maximum'] ?? Infinity) <= largest && Number(schema['minimum'] ?? -Infinity) >= -largest;
    case 'array':
      return schema['maxItems'] !== undefined;
    case 'object':
      return !('propertyNames' in schema) || schema['maxProperties'] !== undefined;
    default:
      return ['boolean', 'null'].includes(String(schema['type']));
  }
};

test('every text, number and list that comes in has an end in its shape', () => {
  const boundless = all
    .flatMap(([name, shape]) => [...places(schemaOf(shape), name)])
    .filter(([name, schema]) => !isBounded(name, schema))
    .map(([name]) => name);
  expect(boundless).toEqual([]);
});

test('days and instants lie between 1900 and 2199, whatever the calendar could hold', () => {
  const days = [
    '1899-12-31',
    firstBusinessDate,
    '2024-02-29',
    lastBusinessDate,
    '2200-01-01',
    '9999-12-31',
    '0000-01-01',
    '2026-02-29',
    '+010000-01-01',
    '-000001-01-01',
    '10000-01-01',
  ];
  expect(days.filter((day) => businessDate.safeParse(day).success)).toEqual([
    firstBusinessDate,
    '2024-02-29',
    lastBusinessDate,
  ]);
  const instants = [
    '0000-01-01T00:00:00Z',
    '1899-12-31T15:59:59Z',
    '1899-12-31T16:00:00Z',
    '2199-12-31T15:59:59.999Z',
    '2199-12-31T16:00:00Z',
    '9999-12-31T23:59:59Z',
  ];
  expect(instants.filter((one) => instant.safeParse(one).success)).toEqual([
    '1899-12-31T16:00:00Z',
    '2199-12-31T15:59:59.999Z',
  ]);
});

test('a period is as long as its shape says, and ends after it begins', () => {
  const shape = z
    .object({ from: businessDate.optional(), until: businessDate.optional() })
    .superRefine(inPeriod(longestYears.by_day));
  const taken = (from?: string, until?: string): boolean => shape.safeParse({ from, until }).success;
  expect([
    taken('2026-01-01', '2026-01-01'),
    taken('2026-01-02', '2026-01-01'),
    taken('2026-01-01', '2030-12-31'),
    taken('2026-01-01', addDays('2026-01-01', 5 * 366)),
    taken('2026-01-01'),
    taken(undefined, '2026-01-01'),
  ]).toEqual([true, false, true, false, true, true]);
});
