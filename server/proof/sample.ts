/** Makes values that a JSON Schema of the OpenAPI document accepts, so that every endpoint can be called without a hand-written body. */
import { randomUUID } from 'node:crypto';

export type Schema = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value with every optional property present. `root` holds `$defs`. */
export function sample(schema: Schema, root: Schema = schema, depth = 0): unknown {
  if (depth > 12) return null;
  const referred = resolve(schema, root);
  if (referred !== schema) return sample(referred, root, depth + 1);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const choice = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choice)) return sample(firstThat(choice as Schema[]), root, depth + 1);
  if (Array.isArray(schema['allOf']))
    return Object.assign({}, ...(schema['allOf'] as Schema[]).map((part) => sample(part, root, depth + 1)));
  const type = Array.isArray(schema['type']) ? schema['type'].find((name) => name !== 'null') : schema['type'];
  switch (type) {
    case 'string':
      return sampleString(schema);
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'boolean':
      return true;
    case 'array':
      return sampleArray(schema, root, depth);
    case 'object':
      return sampleObject(schema, root, depth);
    default:
      return 'x';
  }
}

function resolve(schema: Schema, root: Schema): Schema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  let found: unknown = root;
  for (const part of reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((name) => name !== ''))
    found = isObject(found) ? found[part] : undefined;
  return isObject(found) ? found : {};
}

/** The first choice that is not null: null tests nothing. */
function firstThat(choices: readonly Schema[]): Schema {
  return choices.find((choice) => choice['type'] !== 'null') ?? choices[0] ?? {};
}

const byFormat: Readonly<Record<string, () => string>> = {
  uuid: () => randomUUID(),
  date: () => '2026-11-23',
  'date-time': () => '2026-11-23T02:00:00Z',
  email: () => 'someone@example.com',
  uri: () => 'https://example.com/',
  time: () => '09:30:00',
  ipv4: () => '192.0.2.1',
};

/** Tried in turn where a schema has a pattern. */
const candidates = [
  '13800005207',
  '110101199003070134',
  '440106',
  '4401',
  '440106001',
  '123456',
  '1234',
  '12345678',
  'ABCDEF',
  'abcdef',
  'AB12',
  'ABCD1234',
  'ABCD-EFGH',
  '09:30',
  '2026-11',
  '2026',
  '0',
  '1',
  'a',
  '/1/2/',
  'environment/mother_river',
  '3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f',
  'a'.repeat(64),
  'A'.repeat(10),
  'A'.repeat(12),
  'A'.repeat(16),
  'A'.repeat(43),
  'zh',
  'QZ-2026-000001',
  'x-1',
  'https://example.com/',
  '志愿',
];

function sampleString(schema: Schema): string {
  const format = byFormat[String(schema['format'])];
  if (format !== undefined) return format();
  const minimum = Number(schema['minLength'] ?? 0);
  const maximum = Number(schema['maxLength'] ?? 10_000);
  if (typeof schema['pattern'] === 'string') {
    const pattern = new RegExp(schema['pattern'], 'u');
    const found = candidates.find((text) => pattern.test(text) && text.length >= minimum && text.length <= maximum);
    if (found === undefined)
      throw new Error(`no sample for the pattern ${schema['pattern']}: add one to server/proof/sample.ts`);
    return found;
  }
  return '志愿服务'.repeat(Math.ceil(Math.max(minimum, 4) / 4)).slice(0, Math.min(maximum, Math.max(minimum, 4)));
}

function sampleNumber(schema: Schema): number {
  const from = Number(
    schema['minimum'] ?? (schema['exclusiveMinimum'] === undefined ? 1 : Number(schema['exclusiveMinimum']) + 1),
  );
  const to = Number(schema['maximum'] ?? Number.MAX_SAFE_INTEGER);
  return Math.min(Math.max(from, 1), to);
}

function sampleArray(schema: Schema, root: Schema, depth: number): unknown[] {
  if (Array.isArray(schema['prefixItems']))
    return (schema['prefixItems'] as Schema[]).map((item) => sample(item, root, depth + 1));
  const length = Math.max(Number(schema['minItems'] ?? 0), 1);
  return Array.from({ length }, () => sample(isObject(schema['items']) ? schema['items'] : {}, root, depth + 1));
}

function sampleObject(schema: Schema, root: Schema, depth: number): Record<string, unknown> {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      sample(isObject(property) ? property : {}, root, depth + 1),
    ]),
  );
}
