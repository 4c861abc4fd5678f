/** Spoilt copies of a good value: wrong types, missing, surplus, huge, NUL bytes, nesting, and the strings attackers try. */
import { isObject } from './sample.ts';

export type Spoilt = { readonly how: string; readonly value: unknown };

export const hostileStrings: Readonly<Record<string, string>> = {
  'SQL quote': "'; drop table persons; --",
  'SQL or': "' or '1'='1",
  'SQL like': '%_%',
  script: '<script>alert(1)</script>',
  'image onerror': '"><img src=x onerror=alert(1)>',
  'path upwards': '../../../../etc/passwd',
  'path encoded': '..%2f..%2fetc%2fpasswd',
  formula: '=HYPERLINK("http://example.com","x")',
  template: '${7*7}{{7*7}}#{7*7}',
  'typst code': '#read("/etc/passwd")',
  'NUL byte': 'a\u0000b',
  'lone surrogate': 'a\ud800b',
  'text turned round': '\u202Egnp.exe',
  'line breaks': 'a\r\nSet-Cookie: x=1\r\n\r\n',
  prototype: '__proto__',
};

const wrongKinds: Readonly<Record<string, unknown>> = {
  null: null,
  number: 7,
  'negative number': -1,
  fraction: 0.5,
  'huge number': 1e308,
  'beyond 64 bits': 2 ** 70,
  text: 'x',
  'empty text': '',
  blank: '   ',
  true: true,
  'empty list': [],
  list: [1, 'a', null],
  'empty object': {},
  object: { $ne: null },
  'long text': '长'.repeat(20_000),
  nested: nest(200),
};

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = { a: [value] };
  return value;
}

/** All single faults of a value, property by property, inside out. */
export function mutateInput(good: unknown): Spoilt[] {
  return [
    ...Object.entries(wrongKinds).map(([how, value]) => ({ how: `all: ${how}`, value })),
    ...(isObject(good)
      ? [
          { how: 'surplus property', value: { ...good, is_admin: true, minutes: 9999 } },
          {
            how: 'prototype pollution',
            value: JSON.parse(
              JSON.stringify(good)
                .replace(/^\{/, '{"__proto__":{"is_admin":true},"constructor":{"prototype":{"is_admin":true}},')
                .replace(/,\}$/, '}'),
            ) as unknown,
          },
        ]
      : []),
    ...inside(good, ''),
  ];
}

function inside(value: unknown, path: string): Spoilt[] {
  if (Array.isArray(value)) {
    return value
      .flatMap((item, index) => mutateOne(item, `${path}[${index}]`, (fresh) => value.with(index, fresh)))
      .concat([{ how: `${path}: 5000 items`, value: Array.from({ length: 5000 }, () => value[0]) }]);
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const { [name]: _, ...rest } = value;
    return [
      { how: `${path}.${name}: missing`, value: rest },
      ...mutateOne(item, `${path}.${name}`, (fresh) => ({ ...value, [name]: fresh })),
    ];
  });
}

function mutateOne(item: unknown, path: string, put: (fresh: unknown) => unknown): Spoilt[] {
  return [
    ...Object.entries(wrongKinds).map(([how, fresh]) => ({ how: `${path}: ${how}`, value: put(fresh) })),
    ...(typeof item === 'string'
      ? Object.entries(hostileStrings).map(([how, fresh]) => ({ how: `${path}: ${how}`, value: put(fresh) }))
      : []),
    ...inside(item, path).map(({ how, value }) => ({ how, value: put(value) })),
  ];
}
