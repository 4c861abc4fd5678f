import { afterAll, beforeAll, expect, test } from 'vitest';
import { beijingStars, defaultStars } from '../../domain/organizations/rule-books/stars.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../test-app.ts';

let t: TestApp & { close(): Promise<void> };
let province: TestOrganization; let county: TestOrganization;
let provincial: TestPerson; let local: TestPerson;
beforeAll(async () => {
  t = await testApp({ now: new Date('2023-07-01T02:00:00Z') });
  province = await t.organization('广东省', null, { kind: 'province', level: 'province' });
  county = await t.organization('阳山县', province, { kind: 'county', level: 'county' });
  provincial = await t.person('省干部', [{ permissions: ['organizations.rules', 'organizations.read'], at: province }]);
  local = await t.person('县干部', [{ permissions: ['organizations.rules', 'organizations.read'], at: county }]);
});
afterAll(async () => { await t.close(); });

const issue = (who: TestPerson, at: TestOrganization, more: object) => t.post<{ id: string; version: number; code?: string }>(who, `/api/organizations/${at.id}/rule-books`, {
  kind: 'stars', title: '星级评定', citing_document: '〔2023〕1号', body: defaultStars, valid_from: '2023-01-01', ...more,
});
type Kind = { kind: string; decides: { book_id: string | null; version: number; issuer_name: string; citing_document: string }; locked_by: string | null; versions: { version: number; valid_until: string | null; in_force: boolean }[]; can: { issue: boolean } };
const stars = async (on: string, who = local) => (await t.get<{ kinds: Kind[] }>(who, `/api/rule-books?organization_id=${county.id}&on=${on}`)).body.kinds.find((one) => one.kind === 'stars')!;

test('without a book the built-in default decides; then the nearest book in force on that day', async () => {
  expect((await stars('2023-07-01')).decides).toMatchObject({ book_id: null, citing_document: '内置规则' });
  const provinceBook = await issue(provincial, province, {});
  const countyBook = await issue(local, county, { body: beijingStars, valid_from: '2023-06-01', citing_document: '阳团〔2023〕6号' });
  expect((await stars('2022-12-31')).decides.book_id).toBeNull();
  expect((await stars('2023-05-31')).decides.book_id).toBe(provinceBook.body.id);
  expect((await stars('2023-06-01')).decides).toMatchObject({ book_id: countyBook.body.id, issuer_name: '阳山县', citing_document: '阳团〔2023〕6号' });
  const read = await t.get<{ body: { steps: unknown[] }; organization_name: string }>(local, `/api/rule-books/${countyBook.body.id}`);
  expect(read.body).toMatchObject({ organization_name: '阳山县', body: { steps: beijingStars.steps } });
});

test('a new version ends the one before; it may not begin before it', async () => {
  expect((await issue(local, county, { valid_from: '2023-06-01' })).body.code).toBe('organizations.book_overlap');
  expect((await issue(local, county, { valid_from: '2023-08-01' })).body.version).toBe(2);
  const versions = (await stars('2023-07-15')).versions.filter((one) => one.version > 0);
  expect(versions.slice(0, 2).map((one) => [one.version, one.valid_until, one.in_force])).toEqual([[2, null, false], [1, '2023-07-31', true]]);
});

test('a lock of the superior decides below and forbids new books there', async () => {
  await issue(provincial, province, { valid_from: '2024-01-01', is_locked: true });
  const held = await stars('2024-01-01');
  expect(held).toMatchObject({ locked_by: '广东省', can: { issue: false }, decides: { issuer_name: '广东省', version: 2 } });
  expect((await issue(local, county, { valid_from: '2024-02-01' })).body.code).toBe('organizations.book_locked');
});

test('a body that does not hold together is refused with its field; whoever lacks the permission is refused', async () => {
  expect((await issue(provincial, province, { valid_from: '2025-01-01', body: { ...defaultStars, steps: [] } })).status).toBe(400);
  const outsider = await t.person('过客');
  expect((await issue(outsider, county, { valid_from: '2025-01-01' })).status).toBe(404);
});
