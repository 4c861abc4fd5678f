import { expect, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { endpoints, operationIds, routes } from './nouns.ts';

const mounted: Endpoint[] = [];
for (const register of routes) register((endpoint) => void mounted.push(endpoint));
const namesOf = (list: readonly Endpoint[]): string[] =>
  list.map((endpoint) => operationIds.get(endpoint) ?? `${endpoint.method} ${endpoint.path}`).sort();

test('what the contract publishes is mounted, each once, and nothing else is', () => {
  expect(mounted.length).toBeGreaterThan(200);
  expect(namesOf(mounted)).toEqual(namesOf(endpoints));
});

test('no two endpoints have one name or one address', () => {
  expect(new Set(operationIds.values()).size).toBe(endpoints.length);
  expect(new Set(endpoints.map(({ method, path }) => `${method} ${path}`)).size).toBe(endpoints.length);
});
