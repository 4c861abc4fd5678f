import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../nouns.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { permissions, type Permission } from '../../domain/permissions.ts';
import type { TestAnswer, TestPerson } from '../testing/test-app.ts';
import { aboutNothing, call, nameOf } from './call.ts';
import { matrix } from './permission-matrix.ts';
import type { Row, Subject } from './row.ts';
import { covers, makeWorld, People, standings, type World } from './world.ts';

let world: World;
let people: People;
beforeAll(async () => {
  world = await makeWorld();
  people = new People(world);
});
afterAll(async () => {
  await world.t.close();
});

const accesses: Readonly<Record<Row['access'], (endpoint: Endpoint, row: Row) => void>> = {
  open,
  signed_in,
  owned,
  placed,
  list,
  anywhere,
};

test('every endpoint has a row, and every row an endpoint', () => {
  const names = endpoints.map(nameOf);
  expect(
    names.filter((name) => matrix[name] === undefined),
    'add these to a file of server/proof/rows',
  ).toEqual([]);
  expect(
    Object.keys(matrix).filter((name) => !names.includes(name)),
    'these endpoints are gone',
  ).toEqual([]);
});

for (const endpoint of endpoints) {
  const row = matrix[nameOf(endpoint)];
  if (row === undefined) continue;
  describe(nameOf(endpoint), () => {
    if (row.access !== 'open') {
      test('a stranger is asked to sign in, whether the thing exists or not', async () => {
        const subject = await make(row);
        const [real, nothing] = [
          await call(world.t, endpoint, null, subject),
          await call(world.t, endpoint, null, aboutNothing(subject)),
        ];
        expect(words(real)).toMatchObject({ status: 401, code: 'core.signed_out' });
        expect(words(real)).toEqual(words(nothing));
      });
    }
    accesses[row.access](endpoint, row);
  });
}

function needed(endpoint: Endpoint, row: Row): readonly Permission[] {
  if (row.needs !== undefined) return row.needs;
  const found = permissions.find((permission) => permission === endpoint.access);
  if (found === undefined)
    throw new Error(`${nameOf(endpoint)} declares no permission: its row must say what it needs`);
  return [found];
}

async function make(row: Row): Promise<Subject> {
  return row.make === undefined ? {} : row.make(world);
}

/** What a person can tell two answers apart by. */
function words(answer: TestAnswer): object {
  return {
    status: answer.status,
    code: answer.body['code'],
    message: answer.body['message'],
    field: answer.body['field'],
  };
}

function expectGood(answer: TestAnswer, row: Row): void {
  if (row.answers !== undefined) expect(answer.status, JSON.stringify(answer.body)).toBe(row.answers);
  else expect([200, 201, 204], JSON.stringify(answer.body)?.slice(0, 500)).toContain(answer.status);
}

/** Refused, and in the very words that a thing which does not exist is refused with. */
async function expectHidden(endpoint: Endpoint, row: Row, who: TestPerson, subject: Subject): Promise<void> {
  const real = await call(world.t, endpoint, who, subject);
  const nothing = await call(world.t, endpoint, who, aboutNothing(subject));
  expect([403, 404], JSON.stringify(real.body)?.slice(0, 300)).toContain(real.status);
  if (row.is_known === undefined) expect(words(real)).toEqual(words(nothing));
}

function open(endpoint: Endpoint, row: Row): void {
  test('anyone may call it', async () => {
    for (const who of [null, world.volunteer, world.chief]) {
      const subject = await make(row);
      expectGood(await call(world.t, endpoint, who === null ? null : (subject.owner ?? who), subject), row);
    }
  });
}

function signed_in(endpoint: Endpoint, row: Row): void {
  test('anyone signed in may call it', async () => {
    const subject = await make(row);
    expectGood(await call(world.t, endpoint, subject.owner ?? world.volunteer, subject), row);
  });
}

function owned(endpoint: Endpoint, row: Row): void {
  test('its owner may; for any other volunteer, and for staff with every permission beside it, it does not exist', async () => {
    const subject = await make(row);
    if (subject.owner === undefined) throw new Error(`the row of ${nameOf(endpoint)} must say who owns its subject`);
    await expectHidden(endpoint, row, world.volunteer, subject);
    await expectHidden(endpoint, row, await people.holding(permissions, 'beside'), subject);
    expectGood(await call(world.t, endpoint, subject.owner, subject), row);
  });
}

function placed(endpoint: Endpoint, row: Row): void {
  test('a volunteer cannot tell it from nothing', async () => {
    await expectHidden(endpoint, row, world.volunteer, await make(row));
  });
  test('staff with every other permission are refused', async () => {
    const answer = await call(
      world.t,
      endpoint,
      await people.lacking([...needed(endpoint, row), ...(row.or ?? [])]),
      await make(row),
    );
    expect([403, 404], JSON.stringify(answer.body)?.slice(0, 300)).toContain(answer.status);
  });
  test.each(standings)('staff with only the needed permission: %s', async (standing) => {
    const subject = await make(row);
    const who = await people.holding(needed(endpoint, row), standing, subject.at);
    if ({ ...covers, ...row.covers }[standing]) expectGood(await call(world.t, endpoint, who, subject), row);
    else await expectHidden(endpoint, row, who, subject);
  });
  test('the person it is about may, where there is one', async () => {
    const subject = await make(row);
    if (subject.owner !== undefined) expectGood(await call(world.t, endpoint, subject.owner, subject), row);
  });
}

function list(endpoint: Endpoint, row: Row): void {
  const sees = async (who: TestPerson, subject: Subject): Promise<boolean> => {
    if (subject.marker === undefined) throw new Error(`the row of ${nameOf(endpoint)} must give a marker`);
    const answer = await call(world.t, endpoint, who, subject);
    if ([403, 404].includes(answer.status)) return false;
    expectGood(answer, row);
    return answer.raw.includes(subject.marker);
  };
  test('a volunteer and staff without the permission see nothing of it', async () => {
    expect(await sees(world.volunteer, await make(row))).toBe(false);
    expect(await sees(await people.lacking(needed(endpoint, row)), await make(row))).toBe(false);
  });
  test.each(standings)('staff with only the needed permission: %s', async (standing) => {
    const subject = await make(row);
    expect(await sees(await people.holding(needed(endpoint, row), standing, subject.at), subject)).toBe(
      { ...covers, ...row.covers }[standing],
    );
  });
}

function anywhere(endpoint: Endpoint, row: Row): void {
  test('holders may, others may not', async () => {
    const refused = [world.volunteer, await people.lacking([...needed(endpoint, row), ...(row.or ?? [])])];
    for (const who of refused)
      expect([403, 404]).toContain((await call(world.t, endpoint, who, await make(row))).status);
    for (const standing of standings)
      expectGood(
        await call(world.t, endpoint, await people.holding(needed(endpoint, row), standing), await make(row)),
        row,
      );
  });
}
