import { expect, test } from 'vitest';
import { orderedBy, ordersOf, type FactColumns } from './facts.ts';

const columns = {
  title: { zh: '服务', en: 'Service', kind: 'text' },
  minutes: { zh: '时长', en: 'Minutes', kind: 'minutes' },
} as const satisfies FactColumns;

test('each column orders both ways, and an order names its column', () => {
  expect(ordersOf(columns)).toEqual(['title', '-title', 'minutes', '-minutes']);
  expect(orderedBy<typeof columns>('-minutes')).toEqual({ column: 'minutes', turned: true });
  expect(orderedBy<typeof columns>('title')).toEqual({ column: 'title', turned: false });
});

test('a fact without columns is refused where it is written', () => {
  expect(() => ordersOf({})).toThrow('at least one column');
});
