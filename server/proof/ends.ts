/** The ends of what a schema can hold: of calendars, of numbers, of lengths. Each value is good in kind, so that it reaches the rules behind the shape. */
import { encodeCursor } from '../db/page.ts';
import { hostileStrings } from './mutate-input.ts';
import { isObject, sample, type Schema } from './sample.ts';

export type End = { readonly how: string; readonly value: unknown };

const days = [
  '1900-01-01',
  '2199-12-31',
  '2199-12-30',
  '1899-12-31',
  '2200-01-01',
  '0001-01-01',
  '0000-01-01',
  '9999-12-30',
  '9999-12-31',
  '2024-02-29',
  '+010000-01-01',
  '-000001-12-31',
  'infinity',
  '-infinity',
  'epoch',
];
/** Both ends of a period at once: the widest that each calendar holds, its last days, the wrong way round. */
const periods = [
  ['1900-01-01', '2199-12-31'],
  ['9999-12-30', '9999-12-31'],
  ['0001-01-01', '9999-12-31'],
  ['2199-12-30', '2199-12-31'],
  ['2026-01-01', '2030-12-31'],
  ['2026-11-23', '2026-11-22'],
] as const;
const numbers = [
  0,
  -1,
  0.5,
  32_767,
  32_768,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_648,
  -2_147_483_649,
  2 ** 53,
  -(2 ** 53),
  1e21,
  1e308,
];
const id = '00000000-0000-7000-8000-000000000000';
const cursors = [
  [],
  [null],
  ['9999-12-31T23:59:59Z', id],
  ['-infinity', id],
  ['294277-01-01', id],
  [1e308, id],
  [-1e308, id],
  [2 ** 53, id],
  ['x', 'x'],
  ['2026-11-23T02:00:00Z', null],
  [id],
  ['长'.repeat(90), id],
  Array.from({ length: 9 }, () => 1),
]
  .map((key) => encodeCursor(key))
  .concat('9'.repeat(400), Buffer.from('[[[[[[[[]]]]]]]]').toString('base64url'));

const nameOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const shown = (value: unknown): string => String(JSON.stringify(value)).slice(0, 30);

function endsOfString(schema: Schema, name: string): unknown[] {
  const format = schema['format'];
  if (name === 'cursor') return cursors;
  if (format === 'date') return days;
  if (format === 'date-time')
    return days
      .slice(0, 11)
      .map((day) => `${day}T23:59:59.999999999+14:00`)
      .concat('2026-11-23T24:00:00Z', '2016-12-31T23:59:60Z');
  if (format === 'uuid') return [id, 'ffffffff-ffff-ffff-ffff-ffffffffffff', '00000000-0000-0000-0000-000000000000'];
  const longest = Number(schema['maxLength'] ?? 60);
  return [
    '长'.repeat(longest),
    '长'.repeat(longest + 1),
    '𠮷'.repeat(Math.ceil(longest / 2)),
    'e\u0301'.repeat(Math.ceil(longest / 2)),
    '9'.repeat(longest),
    '-'.repeat(longest),
    hostileStrings['SQL like']?.repeat(20),
    '\u200b',
  ];
}

function endsOfNumber(schema: Schema): number[] {
  const own = [schema['minimum'], schema['maximum']].flatMap((end) =>
    typeof end === 'number' ? [end - 1, end, end + 1] : [],
  );
  return [...new Set([...own, ...numbers])];
}

/** Values that replace the one at this place, and those inside it. */
function inside(schema: Schema, good: unknown, path: string): End[] {
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (choices !== undefined)
    return choices.flatMap((choice) =>
      inside(choice, isObject(good) && choice['type'] === 'object' ? merged(choice, good) : good, path),
    );
  if ('enum' in schema || 'const' in schema) return [];
  const as = (values: readonly unknown[]): End[] =>
    values.map((value) => ({ how: `${path} = ${shown(value)}`, value }));
  if (schema['type'] === 'string') return as(endsOfString(schema, nameOf(path)));
  if (schema['type'] === 'integer' || schema['type'] === 'number') return as(endsOfNumber(schema));
  if (schema['type'] === 'array') {
    const items = isObject(schema['items']) ? schema['items'] : {};
    const one = Array.isArray(good) && good.length > 0 ? (good[0] as unknown) : sample(items);
    const most = Math.min(Number(schema['maxItems'] ?? 1000), 2000);
    return [
      ...as([[], Array.from({ length: most }, () => one), Array.from({ length: most + 1 }, () => one)]),
      ...inside(items, one, `${path}[]`).map(({ how, value }) => ({ how, value: [value] })),
    ];
  }
  if (schema['type'] !== 'object') return [];
  const whole = isObject(good) ? good : {};
  const properties = Object.entries(
    isObject(schema['properties']) ? (schema['properties'] as Record<string, Schema>) : {},
  );
  const single = properties.flatMap(([name, property]) =>
    inside(property, whole[name] ?? sample(property), `${path}.${name}`).map(({ how, value }) => ({
      how,
      value: { ...whole, [name]: value },
    })),
  );
  return [
    ...pairs(properties.map(([name, property]) => [name, kindOf(property)] as const)).map(({ how, value }) => ({
      how: `${path} ${how}`,
      value: { ...whole, ...(value as object) },
    })),
    ...single,
  ];
}

/** What a good value says, in the properties of one choice; the rest by its schema. */
function merged(choice: Schema, good: Readonly<Record<string, unknown>>): unknown {
  const made = sample(choice);
  return isObject(made)
    ? Object.fromEntries(
        Object.entries(made).map(([name, value]) => [
          name,
          isObject(choice['properties']) &&
          isObject(choice['properties'][name]) &&
          'const' in choice['properties'][name]
            ? value
            : (good[name] ?? value),
        ]),
      )
    : good;
}

function kindOf(schema: Schema): unknown {
  const choices = schema['anyOf'] as Schema[] | undefined;
  return choices === undefined ? schema['format'] : choices.map(kindOf).find((format) => format !== undefined);
}

/** Two days of one object, taken as the ends of a period. */
function pairs(properties: readonly (readonly [string, unknown])[]): End[] {
  const dated = properties.filter(([, format]) => format === 'date' || format === 'date-time');
  const [first, second] = dated;
  if (first === undefined || second === undefined) return [];
  const written = (day: string, format: unknown): string => (format === 'date' ? day : `${day}T00:00:00Z`);
  return periods.map(([from, until]) => ({
    how: `${first[0]} ${from}, ${second[0]} ${until}`,
    value: { [first[0]]: written(from, first[1]), [second[0]]: written(until, second[1]) },
  }));
}

export function endsOfBody(schema: Schema, good: unknown): End[] {
  return inside(schema, good, '');
}

/** The same of the values of an address, as texts. */
export function endsOfQuery(
  parameters: readonly { readonly name: string; readonly schema: Schema }[],
): { readonly how: string; readonly query: string }[] {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.schema])),
  };
  const needed = Object.fromEntries(
    parameters
      .filter(({ name }) => /(_id|^from|^until|^year)$/.test(name))
      .map((parameter) => [parameter.name, sample(parameter.schema)]),
  );
  return inside(schema, needed, '').map(({ how, value }) => ({
    how,
    query: new URLSearchParams(Object.entries(value as object).map(([name, one]) => [name, String(one)])).toString(),
  }));
}
