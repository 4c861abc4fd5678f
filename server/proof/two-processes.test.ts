import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { businessDate } from '../../domain/time.ts';
import { addressesOf } from '../testing/test-copies.ts';
import { loadSecrets } from '../security/secrets-file.ts';
import { newToken } from '../accounts/sign-in/session-token.ts';
import { sessionCookie } from '../http/load-actor.ts';
import { codeAt, shiftOf, signUp, type Shift } from '../records/fixtures.ts';
import type { TestPerson } from '../testing/test-app.ts';
import { caughtUp, missADay } from './job-lines.ts';
import { startProcess, type ServerProcess } from './server-process.ts';
import { makeWorld, type World } from './world.ts';

/** Two server processes, started at the same moment on one database: what happens through one is true in the other at once. */
const directory = mkdtempSync(join(tmpdir(), 'qingzhi-two-'));
let world: World;
let one: ServerProcess;
let other: ServerProcess;
let staff: TestPerson;
let shift: Shift;
beforeAll(async () => {
  world = await makeWorld({ now: new Date(), secrets: loadSecrets(directory) });
  const { t } = world;
  staff = await t.person('队长', [
    { permissions: ['records.check_in', 'records.confirm', 'records.read', 'projects.read'], at: world.county },
  ]);
  shift = await shiftOf(t, world.county);
  // The shift of the fixtures runs now, by the clock of the processes
  await t.database.owner.query(
    "update activities set starts_at = now() - interval '1 hour', ends_at = now() + interval '2 hours' where id = $1",
    [shift.activity_id],
  );
  await t.database.owner.query(
    "update shifts set starts_at = now() - interval '1 hour', ends_at = now() + interval '2 hours' where id = $1",
    [shift.id],
  );
  shift = { ...shift, starts_at: new Date(Date.now() - 3_600_000), ends_at: new Date(Date.now() + 7_200_000) };
  await missADay(t.database.owner);
  [one, other] = (await Promise.all(
    [0, 1].map(() => startProcess({ DATA_DIR: directory, ...addressesOf(t.database) })),
  )) as [ServerProcess, ServerProcess];
});
afterAll(async () => {
  await Promise.all([one, other].map((server) => server.stop()));
  await world.t.close();
  rmSync(directory, { recursive: true, force: true });
});

type Answer = { readonly status: number; readonly body: Record<string, unknown> };
async function ask(
  server: ServerProcess,
  who: TestPerson | null,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  const answer = await fetch(`${server.address}${path}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID(), 'content-type': 'application/json' }),
      ...(who === null ? {} : { cookie: `${sessionCookie}=${who.token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const scanOf = (direction: 'in' | 'out', minutesAgo = 0): object => {
  const then = new Date(Date.now() - minutesAgo * 60_000);
  return {
    kind: 'rotating_code',
    code: codeAt(world.t, { kind: 'shift', id: shift.id }, then),
    direction,
    scanned_at: then.toISOString(),
    offline: minutesAgo > 0,
  };
};
async function present(name: string): Promise<TestPerson> {
  const person = await world.t.volunteer(name, world.county);
  await signUp(world.t, shift, [person], world.county);
  return person;
}

test('a check-in through one process is heard on the live board that hangs on the other', async () => {
  const lin = await present('林晓禾');
  const stop = new AbortController();
  const stream = (
    await fetch(`${other.address}/api/shifts/${shift.id}/events`, {
      headers: { cookie: `${sessionCookie}=${staff.token}` },
      signal: stop.signal,
    })
  ).body?.getReader();
  let heard = '';
  const hear = async (words: string): Promise<void> => {
    while (!heard.includes(words)) {
      const part = await stream?.read();
      if (part === undefined || part.done) throw new Error(`the stream ended with ${heard}`);
      heard += new TextDecoder().decode(part.value);
    }
  };
  await hear('event: ready');
  const stamped = await ask(one, lin, 'POST', '/api/check-ins', scanOf('in'));
  expect(stamped.status, JSON.stringify(stamped.body)).toBe(200);
  await hear('event: attendance');
  expect(heard).toContain(shift.id);
  stop.abort();
  expect(await ask(other, staff, 'GET', `/api/shifts/${shift.id}/board`)).toMatchObject({
    body: { counts: { here: 1 } },
  });
});

test('a session ended at one is out at the other with the next request, as is every other device after a new password', async () => {
  const guest = await world.t.person('来客');
  const signedIn = async (server: ServerProcess, who: TestPerson): Promise<unknown> =>
    (await ask(server, who, 'GET', '/api/me')).body['signed_in'];
  expect([await signedIn(one, guest), await signedIn(other, guest)]).toEqual([true, true]);
  expect((await ask(one, guest, 'POST', '/api/sign-out', {})).status).toBe(200);
  expect(await signedIn(other, guest)).toBe(false);
  const phone = '13900880001';
  const json = { 'content-type': 'application/json' };
  const asked = await fetch(`${one.address}/api/sign-in/codes`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ phone }),
  });
  const browser = asked.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { shown_code } = (await asked.json()) as { shown_code: string };
  const answer = await fetch(`${other.address}/api/sign-in/code`, {
    method: 'POST',
    headers: { ...json, cookie: browser },
    body: JSON.stringify({ phone, code: shown_code }),
  });
  const { person_id } = (await answer.json()) as { person_id: string };
  const here: TestPerson = {
    id: person_id,
    name: '',
    token: /=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '',
  };
  const elsewhere: TestPerson = { id: person_id, name: '', token: newToken(person_id) };
  await world.t.database.owner.query(
    `insert into sessions (token_hash, id, person_id, created_at, last_seen_at, expires_at)
    select $1, gen_random_uuid(), person_id, now(), now(), now() + interval '1 day' from accounts where person_id = $2`,
    [world.t.services.secrets.tokenHash(elsewhere.token), person_id],
  );
  expect(await signedIn(other, elsewhere)).toBe(true);
  expect((await ask(one, here, 'PUT', '/api/me/password', { password: '春风十里不如你的微笑' })).status).toBe(200);
  expect([await signedIn(other, elsewhere), await signedIn(other, here)]).toEqual([false, true]);
});

test('a role taken or changed at one opens nothing at the other', async () => {
  const clerk = await world.t.person('办事员');
  const url = `/api/shifts/${shift.id}/board`;
  const role = {
    name_zh: '现场',
    name_en: 'on site',
    permissions: ['records.check_in', 'projects.read'],
    needs_second_factor: false,
  };
  const made = await ask(one, world.chief, 'POST', '/api/roles', { organization_id: world.county.id, ...role });
  const grant = await ask(one, world.chief, 'POST', '/api/grants', {
    person_id: clerk.id,
    role_id: made.body['id'],
    organization_id: world.county.id,
    is_below: true,
    valid_from: businessDate(new Date()),
    valid_until: null,
  });
  expect([made.status, grant.status, (await ask(other, clerk, 'GET', url)).status]).toEqual([200, 200, 200]);
  expect(
    (
      await ask(one, world.chief, 'PUT', `/api/roles/${String(made.body['id'])}`, {
        ...role,
        permissions: ['projects.read'],
      })
    ).status,
  ).toBe(200);
  expect((await ask(other, clerk, 'GET', url)).status).not.toBe(200);
  expect((await ask(one, world.chief, 'PUT', `/api/roles/${String(made.body['id'])}`, role)).status).toBe(200);
  expect((await ask(other, clerk, 'GET', url)).status).toBe(200);
  expect(
    (await ask(one, world.chief, 'DELETE', `/api/grants/${String(grant.body['id'])}`, { reason: '换岗' })).status,
  ).toBe(200);
  expect((await ask(other, clerk, 'GET', url)).status).toBe(403);
});

test('a rule book issued at one decides at the other, which had just decided by the older one', async () => {
  const wu = await present('吴同');
  const stamp = (direction: 'in' | 'out', minutesAgo: number): Promise<Answer> =>
    ask(other, wu, 'POST', '/api/check-ins', scanOf(direction, minutesAgo));
  expect([(await stamp('in', 8)).status, (await stamp('out', 6)).status]).toEqual([200, 200]);
  const book = await ask(one, world.chief, 'POST', `/api/organizations/${world.county.id}/rule-books`, {
    kind: 'time_counting',
    title: '一天一次',
    citing_document: '溪发〔2026〕1号',
    valid_from: businessDate(new Date()),
    valid_until: null,
    is_locked: false,
    body: { pairs_per_activity_and_day: 1 },
  });
  expect(book.status, JSON.stringify(book.body)).toBe(200);
  const agreed = await ask(
    one,
    world.deputy,
    'POST',
    `/api/rule-book-proposals/${String(book.body['proposal_id'])}/decision`,
    { decision: 'approve', reason: '同意' },
  );
  expect(agreed.body, JSON.stringify(agreed.body)).toMatchObject({ state: 'issued' });
  expect((await stamp('in', 4)).body).toMatchObject({ code: 'records.too_many_pairs' });
});

test('every job of the day that both missed is laid once and done once', async () => {
  const seen = await caughtUp(world.t.database.owner);
  const of = (which: string): string[] =>
    seen.filter(({ line }) => line === which).map(({ job, at }) => `${job} ${at}`);
  expect(of('laid').length).toBeGreaterThan(200); // the fold alone, every five minutes
  expect(new Set(of('laid')).size).toBe(of('laid').length);
  expect([...of('done')].sort()).toEqual([...of('laid')].sort());
  expect(seen.filter(({ line, attempts }) => line === 'done' && attempts !== 1)).toEqual([]);
}, 180_000);

test('one killed in the middle of its work leaves the other serving, with what the first had acknowledged', async () => {
  const lin = await present('林留下');
  expect((await ask(one, lin, 'POST', '/api/check-ins', scanOf('in'))).status).toBe(200);
  await one.kill();
  expect(JSON.stringify((await ask(other, lin, 'GET', '/api/my/check-ins')).body)).toContain('checked_in');
  expect((await ask(other, await present('林后来'), 'POST', '/api/check-ins', scanOf('in'))).status).toBe(200);
});
