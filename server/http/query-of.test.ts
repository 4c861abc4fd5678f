import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../nouns.ts';
import { operationOf } from '../proof/good-call.ts';
import { personWords, testApp, type TestApp, type TestPerson } from '../testing/test-app.ts';

/** What is searched of people goes in a header and is refused in an address. */
let t: TestApp & { close(): Promise<void> };
let clerk: TestPerson;
beforeAll(async () => {
  t = await testApp();
  const county = await t.organization('云汀县', null, { kind: 'county', level: 'county' });
  clerk = await t.person('何景', [{ permissions: ['volunteers.read', 'records.certify', 'records.read'], at: county }]);
  for (const name of ['林晓禾', '陈实']) await t.volunteer(name, county);
});
afterAll(async () => {
  await t.close();
});

const searching = endpoints.filter((endpoint) =>
  operationOf(endpoint).parameters.some((parameter) => parameter.name === 'Person-Words'),
);

test('lists and workbooks of people take their words from the header', async () => {
  expect(searching.map((endpoint) => endpoint.path).sort()).toEqual([
    '/api/activities/{activity_id}/roster',
    '/api/activities/{activity_id}/roster.xlsx',
    '/api/certificates',
    '/api/grants',
    '/api/volunteers',
    '/api/volunteers.xlsx',
  ]);
  const count = async (words: string): Promise<number> =>
    (await t.get<{ totals: { count: number } }>(clerk, '/api/volunteers?totals=counted', personWords(words))).body
      .totals.count;
  expect([await count(''), await count('晓禾'), await count('没有这个人')]).toEqual([2, 1, 0]);
});

test('no address takes them, nor any other word for a search of people', async () => {
  expect(await t.get(clerk, '/api/volunteers?person_words=x')).toMatchObject({
    status: 400,
    body: { code: 'core.invalid_input' },
  });
  expect(await t.get(clerk, '/api/certificates?person_words=x')).toMatchObject({ status: 400 });
  const open = [
    '/api/activities',
    '/api/activity-offers',
    '/api/county-overview',
    '/api/open-activities',
    '/api/organization-lists',
    '/api/organizations/search',
    '/api/projects',
  ]; // activities, units and projects
  const inAddress = endpoints.filter((endpoint) =>
    operationOf(endpoint).parameters.some(
      (parameter) =>
        parameter.in === 'query' && /^(q|words|search|name|phone|number|document.*|card.*)$/.test(parameter.name),
    ),
  );
  expect(
    inAddress.map((endpoint) => endpoint.path).filter((path) => !open.some((known) => path.startsWith(known))),
  ).toEqual([]);
});

test.each(['%', '%E6', '%00', '%ED%A0%80', encodeURIComponent('长'.repeat(61))])(
  'a header of %s is refused or finds nobody, and never breaks',
  async (header) => {
    const { status } = await t.get(clerk, '/api/volunteers', { 'person-words': header });
    expect([200, 400]).toContain(status);
  },
);
