/** After each event of a person and of an organisation verify finds nothing that it had not found before. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint } from '../../../contract/endpoint.ts';
import type { Id } from '../../../domain/id.ts';
import { addDays, businessDate, startOfDay } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { keepRows } from '../../evidence/keep-rows.ts';
import { verifyPlatform } from '../../evidence/verify-platform.ts';
import { endpoints } from '../../nouns.ts';
import { carryOutEnds } from '../../organizations/planned-ends/carry-out-end.ts';
import { evidence } from '../../tables.ts';
import type { TestAnswer, TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { carryOutMerges } from '../../volunteers/jobs.ts';
import { call, nameOf } from '../call.ts';
import { goodCall } from '../good-call.ts';
import { matrix } from '../permission-matrix.ts';
import { next } from '../row.ts';
import { makeWorld, type World } from '../world.ts';

let world: World;
let known: readonly string[];
const owners: TestPerson[] = [];
const pairs: (readonly [kept: TestPerson, duplicate: TestPerson])[] = [];
const teams: TestOrganization[] = [];

/** All but roles and ways to sign in, and what would be the event itself. */
const isPlayed = ({ method, path }: Endpoint): boolean =>
  method !== 'GET' &&
  !/^\/api\/(me\/)?(grants|roles|sessions?|sign-in|account|settings)|withdrawal|erasure|dissolution|undo/.test(path);

/** One good call of each write, so that there is a row of nearly everything; then a night. */
beforeAll(async () => {
  world = await makeWorld();
  const { t, county, chief } = world;
  for (const endpoint of endpoints.filter(isPlayed)) {
    const row = matrix[nameOf(endpoint)];
    if (row?.make === undefined) continue;
    const { subject, body } = await goodCall(world, endpoint);
    if (subject.owner !== undefined) owners.push(subject.owner);
    const isOwn = row.access === 'owned' || row.access === 'signed_in';
    await call(t, endpoint, isOwn ? (subject.owner ?? world.volunteer) : chief, {
      ...subject,
      ...(typeof body === 'object' && body !== null ? { body } : {}),
    });
  }
  for (const name of ['甲', '乙', '丙'])
    teams.push(await t.organization(`${name}队`, county, { kind: 'team', level: 'county' }));
  for (const team of teams) {
    const both = [await t.volunteer('登记过的人', team), await t.volunteer('又登记的人', team)] as const;
    pairs.push(both);
    for (const one of both) await fill(one, team);
  }
  for (const one of owners) await fill(one, county);
  await signFixtures();
  await keepRows({ ...t.services, clock: () => t.now });
  known = await faults();
}, 240_000);
afterAll(async () => {
  await world.t.close();
});

/** What anybody may have, as far as it is allowed. */
async function fill(one: TestPerson, at: TestOrganization): Promise<void> {
  const { t, chief } = world;
  const about = `/api/volunteers/${one.id}`;
  await t.post(one, '/api/me/memberships', { organization_id: at.id });
  await t.post(one, '/api/me/cards', { kind: 'citizen_card', number: `B${10_000_000 + next()}` });
  await t.post(chief, `${about}/skills`, { skill: '急救', certificate: '红十字会 1', valid_until: null });
  await t.post(chief, `${about}/honours`, {
    title: '优秀',
    issuer_id: at.id,
    issued_on: '2026-11-01',
    document: '1 号',
  });
}

/** What was laid by hand is written once more by a write that leaves its event: it is watched like all the rest. */
async function signFixtures(): Promise<void> {
  await world.t.setUp(async (writer) => {
    for (const table of Object.keys(evidence).filter((one) => evidence[one] === 'kept' || evidence[one] === 'told')) {
      const { name } = await writer.one<{ name: string }>(sql`
        select quote_ident(attname) as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and attgenerated = '' order by attnum limit 1`);
      await writer.run(sql`update ${sql.raw(table)} set ${sql.raw(`${name} = ${name}`)}`);
    }
    await writer.audit({ action: 'demo.fixtures', subject_type: 'installation', subject_id: 'fixtures' });
  });
}

const faults = async (): Promise<readonly string[]> =>
  (await verifyPlatform(world.t.services, [])).faults.map(({ check, where, says }) => `${check} ${where} ${says}`);

/** What verify names that it did not name before; then another night is kept, and the next event comes on top. */
async function foundSince(): Promise<readonly string[]> {
  const { t } = world;
  const found = (await faults()).filter((one) => !known.includes(one));
  t.now = new Date(t.now.getTime() + 3_600_000);
  await keepRows({ ...t.services, clock: () => t.now });
  return found;
}
const ok = (answer: TestAnswer): void => expect(answer.status, JSON.stringify(answer.body)).toBe(200);
const removedFrom = async (): Promise<readonly string[]> =>
  (await world.t.rows<{ name: string }>(sql`select distinct table_name as name from removed_rows order by 1`)).map(
    ({ name }) => name,
  );
async function each(path: string, body: object, place: number): Promise<number> {
  const answers = [];
  for (const one of owners.filter((_, index) => index % 2 === place))
    answers.push((await world.t.post(one, path, body)).status);
  return answers.filter((status) => status === 200).length;
}

test('the world is known but for the two chiefs, whose roles were laid by hand', () => {
  expect(known.filter((one) => !one.startsWith('grant '))).toEqual([]);
});

test('a row that goes unsaid is seen on top of all that is known', async () => {
  const [skill] = await world.t.rows<{ volunteer_id: Id }>(sql`select volunteer_id from volunteer_skills limit 1`);
  const own = sql`from volunteer_skills where volunteer_id = ${skill?.volunteer_id}`;
  const rows = await world.t.rows(sql`delete ${own} returning *`);
  expect(rows.length).toBeGreaterThan(0);
  const found = (await faults()).filter((one) => !known.includes(one));
  expect(found).toContainEqual(expect.stringMatching(/^row volunteer_skills .* is gone/));
  known = await faults();
});

test('people who withdrew', async () => {
  expect(await each('/api/me/volunteer/withdrawal', { reason: '搬家' }, 0)).toBeGreaterThan(5);
  expect(await foundSince()).toEqual([]);
});

test('people who were erased: the keys, accounts and skills that went are written down', async () => {
  expect(await each('/api/me/volunteer/erasure', { confirms: true }, 1)).toBeGreaterThan(5);
  expect(await foundSince()).toEqual([]);
  expect(await removedFrom()).toEqual(expect.arrayContaining(['accounts', 'identity_keys', 'volunteer_skills']));
});

test('an import that was undone', async () => {
  const imports = await world.t.rows<{ id: Id }>(sql`select id from roster_imports where undone_at is null`);
  expect(imports.length).toBeGreaterThan(0);
  for (const { id } of imports)
    ok(await world.t.post(world.chief, `/api/volunteer-imports/${id}/undo`, { reason: '传错了文件' }));
  expect(await foundSince()).toEqual([]);
});

test('two registrations that were joined, and then erased together', async () => {
  const { t, chief, deputy } = world;
  for (const [kept, duplicate] of pairs) {
    const asked = await t.post<{ id: string }>(chief, '/api/merge-requests', {
      kept_id: kept.id,
      duplicate_id: duplicate.id,
      reason: '同一个人',
    });
    for (const side of [kept, duplicate])
      ok(await t.post(side, `/api/me/merge-requests/${asked.body.id}/answer`, { agrees: true }));
    ok(await t.post(deputy, `/api/merge-requests/${asked.body.id}/decision`, { merges: true, reason: '核过' }));
  }
  t.now = new Date(t.now.getTime() + 16 * 86_400_000);
  await carryOutMerges(t.services);
  const merged = await t.rows(sql`select 1 from merged_registrations`);
  expect(merged.length).toBeGreaterThanOrEqual(pairs.length);
  expect(await foundSince()).toEqual([]);
  const [kept] = pairs[0] ?? [];
  ok(await t.post(kept ?? null, '/api/me/volunteer/erasure', { confirms: true }));
  expect(await foundSince()).toEqual([]);
});

const handOver = { below: 'hand_over', work: 'hand_over', members: 'hand_over', reason: '机构调整' };
const today = (): string => businessDate(world.t.now);
const end = (at: TestOrganization | undefined, heir: TestOrganization | null) =>
  world.t.post(world.chief, `/api/organizations/${at?.id}/dissolution`, {
    ...handOver,
    successor_id: heir?.id ?? null,
    dissolved_on: today(),
  });

test('a town that was moved', async () => {
  const { t, chief, town, beside } = world;
  const valid_from = today();
  ok(await t.put(chief, `/api/organizations/${town.id}/parent`, { parent_id: beside.id, valid_from, reason: '调整' }));
  expect(await foundSince()).toEqual([]);
});

test('a team that was dissolved', async () => {
  ok(await end(teams[0], null));
  expect(await foundSince()).toEqual([]);
});

test('a team whose planned end was applied on its day', async () => {
  const { t, chief } = world;
  const dissolved_on = addDays(businessDate(t.now), 1);
  const [, at] = teams;
  ok(
    await t.post(chief, `/api/organizations/${at?.id}/planned-ends`, { ...handOver, successor_id: null, dissolved_on }),
  );
  t.now = startOfDay(dissolved_on);
  await carryOutEnds(t.services);
  expect(await t.rows(sql`select state from planned_dissolutions where organization_id = ${at?.id}`)).toEqual([
    { state: 'applied' },
  ]);
  expect(await foundSince()).toEqual([]);
});

test('a county, with all that was done there, that was merged into its neighbour', async () => {
  ok(await end(world.county, world.beside));
  expect(await foundSince()).toEqual([]);
});
