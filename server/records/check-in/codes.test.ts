import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeText, stepAt, type CodeSubject } from '../../../domain/rotating-code.ts';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import {
  testApp,
  type TestAnswer,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import { hmacOf } from './check-in.ts';
import { codeAt, shiftOf, signUp, type Shift } from '../fixtures.ts';

/** What people try with one rotating code, through the front door: each attempt is told why it does not count. */
let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let leader: TestPerson;
let today: Shift;
let beside: Shift;
const clock = (time: string, day = '2026-11-15'): Date => at(day, time);
beforeAll(async () => {
  t = await testApp({ now: clock('08:00') });
  county = await t.organization('云汀区青年志愿者协会', null, { level: 'county' });
  leader = await t.person('周敏', [{ permissions: ['records.check_in', 'projects.read'], at: county }]);
  today = await shiftOf(t, county);
  beside = await shiftOf(t, county, { title: '同时的另一场' });
});
afterAll(async () => {
  await t.close();
});

async function seated(name: string, ...shifts: Shift[]): Promise<TestPerson> {
  const person = await t.volunteer(name, county);
  for (const shift of shifts) await signUp(t, shift, [person], county);
  return person;
}
type Try = { code: string; now: Date; direction?: 'in' | 'out'; scanned?: Date };
function give(who: TestPerson, { code, now, direction = 'in', scanned }: Try): Promise<TestAnswer> {
  t.now = now;
  return t.post(who, '/api/check-ins', {
    kind: 'rotating_code',
    code,
    direction,
    scanned_at: (scanned ?? now).toISOString(),
    offline: scanned !== undefined,
  });
}
const shown = (shift: Shift, when: Date): string => codeAt(t, { kind: 'shift', id: shift.id }, when);
const stampsOf = (who: TestPerson) => t.rows(sql`select id from attendance_stamps where volunteer_id = ${who.id}`);

test('P27 replayed: the code of the check-in does not check out, and counts once however often it is sent', async () => {
  const lin = await seated('林一', today);
  const code = shown(today, clock('09:00'));
  expect((await give(lin, { code, now: clock('09:00') })).body).toMatchObject({ outcome: 'stamped' });
  expect((await give(lin, { code, now: clock('09:00') })).body).toMatchObject({ code: 'records.already_checked_in' });
  expect((await give(lin, { code, now: clock('11:00'), direction: 'out' })).body).toMatchObject({
    code: 'records.code_expired',
  });
  // "I had no reception": the same step is the same scan
  expect(
    (await give(lin, { code, now: clock('11:00'), direction: 'out', scanned: clock('09:00') })).body,
  ).toMatchObject({ outcome: 'repeated', direction: 'in' });
  // whatever moment the phone names: the code is that of 09:00
  expect(
    (await give(lin, { code, now: clock('11:00'), direction: 'out', scanned: clock('11:00') })).body,
  ).toMatchObject({ outcome: 'repeated', direction: 'in', stamped_at: clock('09:00').toISOString() });
  expect(await stampsOf(lin)).toHaveLength(1);
});

test('P27 passed on: who has no place there is refused at once, who has one after a minute', async () => {
  const [absent, stranger] = [await seated('不在场', today), await t.volunteer('没报名', county)];
  const code = shown(today, clock('09:00'));
  expect((await give(stranger, { code, now: clock('09:00') })).body).toMatchObject({ code: 'records.not_signed_up' });
  expect((await give(absent, { code, now: new Date(clock('09:00').getTime() + 60_000) })).body).toMatchObject({
    code: 'records.code_expired',
  });
  expect(await stampsOf(absent)).toEqual([]);
});

test('P27 from another shift: a code opens the shift it names alone, and a changed name breaks its proof', async () => {
  const lin = await seated('林二', today);
  expect((await give(lin, { code: shown(beside, clock('09:00')), now: clock('09:00') })).body).toMatchObject({
    code: 'records.not_signed_up',
  });
  const forged = shown(beside, clock('09:00')).replace(beside.id, today.id);
  expect((await give(lin, { code: forged, now: clock('09:00') })).body).toMatchObject({ code: 'records.code_unknown' });
  const card: CodeSubject = { kind: 'card', id: lin.id };
  expect((await give(lin, { code: codeAt(t, card, clock('09:00')), now: clock('09:00') })).body).toMatchObject({
    code: 'records.code_unknown',
  });
});

test('P27 from yesterday, and one made for tomorrow', async () => {
  const lin = await seated('林三', today);
  const yesterday = clock('09:00', '2026-11-14');
  expect((await give(lin, { code: shown(today, yesterday), now: clock('09:00') })).body).toMatchObject({
    code: 'records.code_other_day',
  });
  expect(
    (await give(lin, { code: shown(today, yesterday), now: clock('09:00'), scanned: yesterday })).body,
  ).toMatchObject({ code: 'records.code_other_day' });
  expect((await give(lin, { code: shown(today, clock('09:05')), now: clock('09:00') })).body).toMatchObject({
    code: 'records.code_not_yet',
  });
  const own = codeText({ kind: 'shift', id: today.id }, stepAt(clock('09:00')), (message) =>
    hmacOf(t.services.secrets)(new Uint8Array([...message, 0])),
  );
  expect((await give(lin, { code: own, now: clock('09:00') })).body).toMatchObject({ code: 'records.code_unknown' });
  expect(await stampsOf(lin)).toEqual([]);
});

test('P27 a photograph of somebody’s card: good for a minute, at the leader’s shift alone', async () => {
  const [lin, elsewhere] = [
    await seated('林四', today),
    await t.person('外区队长', [
      { permissions: ['records.check_in', 'projects.read'], at: await t.organization('别的区') },
    ]),
  ];
  const card = codeAt(t, { kind: 'card', id: lin.id }, clock('09:00'));
  const scanned = (who: TestPerson, shift: Shift, now: Date) => {
    t.now = now;
    return t.post(who, `/api/shifts/${shift.id}/card-scans`, { card, direction: 'in', scanned_at: now.toISOString() });
  };
  expect((await scanned(elsewhere, today, clock('09:00'))).status).toBe(404);
  expect((await scanned(leader, beside, clock('09:00'))).body).toMatchObject({ code: 'records.not_signed_up' });
  expect((await scanned(leader, today, clock('09:01'))).body).toMatchObject({ code: 'records.code_expired' });
  expect((await scanned(leader, today, clock('09:00'))).body).toMatchObject({ outcome: 'stamped' });
});
