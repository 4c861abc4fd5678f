import { businessDate } from '../../../domain/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { newToken } from '../../accounts/sign-in/session-token.ts';
import { sessionCookie } from '../../http/load-actor.ts';
import type { TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

/** A board that is open when its session ends, or when a role is taken, is shut by itself; the others go on. */
const { t, county, newcomer, leave } = await makeHouse();
let address = '';
beforeAll(async () => {
  address = await t.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(leave);

type Open = { readonly until: (text: string) => Promise<string>; readonly end: () => Promise<void> };
async function open(who: TestPerson, shiftId: string): Promise<Open> {
  const answer = await fetch(`${address}/api/shifts/${shiftId}/events`, {
    headers: { cookie: `${sessionCookie}=${who.token}` },
  });
  expect(answer.status).toBe(200);
  const reader = answer.body?.getReader();
  if (reader === undefined) throw new Error('a stream has a body');
  const next = () => reader.read().catch(() => ({ done: true as const, value: undefined })); // cut off in the middle of chunks
  const until = async (text: string): Promise<string> => {
    for (let heard = ''; ;) {
      if (heard.includes(text)) return heard;
      const part = await next();
      if (part.done) throw new Error(`the stream ended before "${text}"`);
      heard += new TextDecoder().decode(part.value);
    }
  };
  await until('event: ready');
  return {
    until,
    end: async () => {
      while (!(await next()).done);
    },
  };
}

async function secondDevice(who: TestPerson): Promise<TestPerson> {
  const token = newToken(who.id);
  await t.setUp((writer) =>
    writer.run(sql`
    insert into sessions (token_hash, id, person_id, created_at, last_seen_at, expires_at)
    select ${writer.secrets.tokenHash(token)}, gen_random_uuid(), person_id, ${t.now}, ${t.now}, ${new Date('2100-01-01')} from accounts where person_id = ${who.id}`),
  );
  return { ...who, token };
}
const leader = (name: string, at: TestOrganization): Promise<TestPerson> =>
  t.person(name, [{ permissions: ['records.check_in', 'projects.read', 'projects.roster'], at }]);

test('ended by a sign-out, by another device’s new password, by a role taken; a board whose caller stays hears the next check-in', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林播', shift);
  const chief = await t.person('总管', [
    { permissions: ['accounts.grant', 'projects.read', 'records.check_in', 'projects.roster'], at: county },
  ]);
  const [stays, leaves, renews] = [
    await leader('留下', county),
    await leader('退出', county),
    await leader('换密码', county),
  ];
  const taken = await t.person('被收回');
  const role = await t.post<{ id: string }>(chief, '/api/roles', {
    organization_id: county.id,
    name_zh: '现场',
    name_en: 'on site',
    permissions: ['records.check_in', 'projects.read'],
  });
  const granted = await t.post<{ id: string }>(chief, '/api/grants', {
    person_id: taken.id,
    role_id: role.body.id,
    organization_id: county.id,
    is_below: true,
    valid_from: businessDate(t.now),
    valid_until: null,
  });
  const boards = await Promise.all([stays, leaves, renews, taken].map((who) => open(who, shift.id)));
  const [staying, ...ending] = boards;

  expect((await t.post(leaves, '/api/sign-out')).status).toBe(200);
  const other = await secondDevice(renews);
  expect((await t.put(other, '/api/me/password', { password: '春风十里不如你的微笑' })).status).toBe(200);
  expect((await t.delete(chief, `/api/grants/${granted.body.id}`, { reason: '换岗' })).status).toBe(200);
  await Promise.all(ending.map((board) => board.end()));

  await scan(t, lin, shift, 'in', hours('09:00'));
  expect(await staying?.until('event: attendance')).toContain(shift.id);
});
