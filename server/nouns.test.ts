import { expect, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { baseTables } from './db/base-tables.ts';
import { accountsAnswers } from './accounts/answers.ts';
import { endpoints, later, operationIds, routes, tablesOfParts } from './nouns.ts';
import { projectsAnswers } from './projects/answers.ts';
import { recordsAnswers } from './records/answers.ts';
import { volunteersAnswers } from './volunteers/answers.ts';

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

test('no table belongs to two', () => {
  const names = [baseTables, ...tablesOfParts.map(([, tables]) => tables)].flatMap((tables) => Object.keys(tables));
  expect(names.length).toBeGreaterThan(70);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('what later nouns are asked is answered once', () => {
  const answered = [accountsAnswers, volunteersAnswers, projectsAnswers, recordsAnswers].flatMap((answers) =>
    Object.keys(answers),
  );
  expect(answered.sort()).toEqual(Object.keys(later).sort());
});
