import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint, openingsOf, type Access, type Endpoint } from '../../contract/endpoint.ts';
import type { Permission } from '../../domain/permissions.ts';
import { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { endpoints, routes } from '../nouns.ts';
import { nameOf } from '../proof/call.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';
import { newId } from '../../domain/id.ts';
import { sessionCookie } from './load-actor.ts';
import { mountAll, type Call, type Routes } from './mount.ts';
import { answerProblems } from './problems.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let volunteer: TestPerson;
beforeAll(async () => {
  t = await testApp();
  county = await t.organization('临溪县', null, { kind: 'county', level: 'county' });
  volunteer = await t.volunteer('志愿者', county);
});
afterAll(() => t.close());

/** Counts what is read, so that the door can be shown to ask nothing. */
class CountingReader extends Reader {
  statements = 0;
  override all<T extends object>(statement: Sql): Promise<T[]> {
    this.statements += 1;
    return super.all(statement);
  }
}

const body = z.object({ name: z.string() });
function planted(access: Access, more: { personal?: true } = {}): Endpoint {
  return endpoint({
    method: 'POST',
    path: '/api/planted',
    tag: 'platform',
    summary: 'A planted write',
    access,
    body,
    output: z.object({ done: z.literal(true) }),
    problems: [],
    ...more,
  });
}

type Handle = (call: Call<Endpoint>) => Promise<unknown>;
type House = {
  readonly app: FastifyInstance;
  readonly reader: CountingReader;
  readonly faults: string[];
  post(who: TestPerson | null, payload?: object, key?: string): Promise<{ status: number; code: unknown }>;
};

/** A server of one endpoint. */
async function houseOf(only: Endpoint, handle: Handle): Promise<House> {
  const app = Fastify();
  await app.register(cookie);
  await app.register(multipart);
  const faults: string[] = [];
  app.addHook('onError', (_request, _reply, error, done) => {
    faults.push(error.message);
    done();
  });
  answerProblems(app);
  const reader = new CountingReader(t.database.pool);
  const route: Routes = (mount) => mount(only, (call) => handle(call) as never);
  mountAll(app, { ...t.services, reader }, { routes: [route], endpoints: [only] });
  return {
    app,
    reader,
    faults,
    post: async (who, payload = { name: '一' }, key = randomUUID()) => {
      const answer = await app.inject({
        method: 'POST',
        url: only.path,
        headers: { 'idempotency-key': key },
        cookies: who === null ? {} : { [sessionCookie]: who.token },
        payload,
      });
      return { status: answer.statusCode, code: (answer.json() as { code?: string }).code };
    },
  };
}

const audited = async (): Promise<number> =>
  (await t.rows<{ n: number }>(sql`select count(*)::int as n from audit_events where subject_id = 'planted'`))[0]?.n ??
  0;

/** A write that requires what it is told to, and leaves its line in the audit. */
const writing =
  (ask: (call: Call<Endpoint>) => void): Handle =>
  (call) =>
    call.write(async (writer) => {
      ask(call);
      await writer.audit({ action: 'accounts.retry_job', subject_type: 'planted', subject_id: 'planted' });
      return { done: true };
    });

describe('what may be mounted', () => {
  const unlisted = planted('signed_in', { personal: true });
  test('an endpoint that stands in no manifest is not mounted: the server does not start', () => {
    const forgotten: Routes = (mount) => mount(unlisted, () => Promise.resolve({ done: true } as never));
    expect(() => mountAll(Fastify(), t.services, { routes: [...routes, forgotten], endpoints })).toThrow(
      'POST /api/planted stands in no manifest',
    );
    expect(() => mountAll(Fastify(), t.services, { routes, endpoints })).not.toThrow();
  });
  test('nor does it start when what is published has no route', () => {
    expect(() => mountAll(Fastify(), t.services, { routes, endpoints: [...endpoints, unlisted] })).toThrow(
      'POST /api/planted is published, but nobody mounts it',
    );
  });
});

describe('the door', () => {
  const holder = (permission: Permission): Promise<TestPerson> =>
    t.person('持有人', [{ permissions: [permission], at: county }]);

  test('who holds the permission nowhere is refused: before the body is looked at, and without asking the database more', async () => {
    let reached = 0;
    const house = await houseOf(planted('records.approve'), () => {
      reached += 1;
      return Promise.resolve({ done: true });
    });
    for (const payload of [{ name: '一' }, { name: 1 }, { colour: 'red' }]) {
      house.reader.statements = 0;
      expect(await house.post(volunteer, payload)).toEqual({ status: 403, code: 'core.forbidden' });
      expect(house.reader.statements).toBe(1); // the session with its grants
    }
    expect(await house.post(await holder('records.read'))).toEqual({ status: 403, code: 'core.forbidden' });
    expect(await house.post(null)).toEqual({ status: 401, code: 'core.signed_out' });
    expect(reached).toBe(0);
    expect(await house.post(await holder('records.approve'), { colour: 'red' })).toMatchObject({ status: 422 });
  });

  test('of several permissions any one opens it, and of what may be one’s own everybody is let in', async () => {
    const answer: Handle = (call) => {
      call.actor?.opened.add('own');
      call.actor?.opened.add('records.approve');
      return Promise.resolve({ done: true });
    };
    const either = await houseOf(planted(['records.approve', 'records.propose']), answer);
    expect(await either.post(await holder('records.propose'))).toMatchObject({ status: 200 });
    expect(await either.post(await holder('records.approve'))).toMatchObject({ status: 200 });
    expect(await either.post(await holder('records.read'))).toMatchObject({ status: 403 });
    const own = await houseOf(planted(['own', 'records.approve']), answer);
    expect(await own.post(volunteer)).toMatchObject({ status: 200 });
  });

  test('a grant for one activity opens it; one of yesterday, of tomorrow or one that ended does not', async () => {
    const house = await houseOf(planted('records.check_in'), (call) => {
      call.actor?.opened.add('records.check_in');
      return Promise.resolve({ done: true });
    });
    const who = await holder('records.check_in');
    const set = (change: Sql): Promise<unknown> =>
      t.setUp((writer) => writer.run(sql`update role_grants set ${change} where person_id = ${who.id}`));
    await set(sql`activity_id = ${newId(t.now)}`);
    expect(await house.post(who)).toMatchObject({ status: 200 });
    await set(sql`valid_until = '2026-11-20'`);
    expect(await house.post(who)).toMatchObject({ status: 403 });
    await set(sql`valid_until = null, valid_from = '2026-11-22'`);
    expect(await house.post(who)).toMatchObject({ status: 403 });
    await set(sql`valid_from = '2026-11-01'`);
    expect(await house.post(who)).toMatchObject({ status: 200 });
    await set(sql`ended_at = now()`);
    expect(await house.post(who)).toMatchObject({ status: 403 });
  });
});

describe('a write says what opened it', () => {
  const fault = /POST \/api\/planted changed something and required records\.approve at no place/;
  let approver: TestPerson;
  beforeAll(async () => {
    approver = await t.person('审核员', [{ permissions: ['records.approve', 'records.read'], at: county }]);
  });

  test.each<[string, (call: Call<Endpoint>) => void]>([
    ['requires nothing', () => undefined],
    ['only looks whether it may', (call) => void call.actor?.may('records.approve', { path: county.path })],
    ['requires another permission', (call) => call.actor?.require('records.read', { path: county.path })],
    ['says that it is the caller’s own, undeclared', (call) => void call.actor?.owns(approver.id)],
  ])('a write that %s fails in tests and leaves nothing', async (_, ask) => {
    const house = await houseOf(planted('records.approve'), writing(ask));
    const before = await audited();
    expect(await house.post(approver)).toEqual({ status: 500, code: 'core.unexpected' });
    expect(house.faults).toEqual([expect.stringMatching(fault)]);
    expect(await audited()).toBe(before);
  });

  test('so does one that anyone signed in may call without being declared personal, and one that writes past the writer', async () => {
    const house = await houseOf(
      planted('signed_in'),
      writing(() => undefined),
    );
    expect(await house.post(volunteer)).toMatchObject({ status: 500 });
    expect(house.faults).toEqual([expect.stringMatching(/required no permission at no place/)]);
    const past = await houseOf(planted('records.approve'), () => Promise.resolve({ done: true }));
    expect(await past.post(approver)).toMatchObject({ status: 500 });
    expect(past.faults).toEqual([expect.stringMatching(fault)]);
  });

  test.each<[string, Access, { personal?: true }, (call: Call<Endpoint>) => void]>([
    [
      'requires it at a place',
      'records.approve',
      {},
      (call) => call.actor?.require('records.approve', { path: county.path }),
    ],
    ['is personal', 'signed_in', { personal: true }, () => undefined],
    ['changes the caller’s own', ['own', 'records.approve'], {}, (call) => void call.actor?.owns(null, approver.id)],
  ])('one that %s goes through, and so does its repetition', async (_, access, more, ask) => {
    const house = await houseOf(planted(access, more), writing(ask));
    const [before, key] = [await audited(), randomUUID()];
    expect(await house.post(approver, { name: '一' }, key)).toMatchObject({ status: 200 });
    expect(await house.post(approver, { name: '一' }, key)).toMatchObject({ status: 200 });
    expect([await audited(), house.faults]).toEqual([before + 1, []]);
  });
});

test('a write is opened by a permission or declared personal, never both and never neither', () => {
  const wrong = endpoints.filter(
    (one) => (one.personal === true) !== (one.method !== 'GET' && openingsOf(one) === null),
  );
  expect(wrong.map(nameOf)).toEqual([]);
});
