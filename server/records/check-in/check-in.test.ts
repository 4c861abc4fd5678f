import { afterAll, describe, expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import { shortCode, stepAt } from '../../../domain/rotating-code.ts';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { hmacOf } from './check-in.ts';
import { codeAt, scan, shiftOf, signUp } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, province, county, zhou, newcomer, confirm, served, hoursOf, leave } = await makeHouse();
afterAll(leave);

describe('P27 S23 the life of an hour', () => {
  test('P27 signs in and out by the rotating code; hours appear after confirmation, with source and evaluation', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林晓禾', shift);
    const entered = await scan(t, lin, shift, 'in', hours('09:00'));
    expect(entered.body).toMatchObject({ outcome: 'stamped', direction: 'in', state: 'checked_in', is_late: false });
    await scan(t, lin, shift, 'out', hours('12:10'));
    expect((await hoursOf(lin)).credit_minutes).toBe(0);
    expect((await hoursOf(lin)).rows[0]).toMatchObject({ state: 'checked_out', minutes: null });
    t.now = hours('12:30');
    const confirmed = await confirm(zhou, lin, shift, { content: '捡拾岸边垃圾', people_served: 30 });
    expect(confirmed.body.results[0]?.record).toMatchObject({ minutes: 190, state: 'confirmed' });
    const mine = await hoursOf(lin);
    expect(mine).toMatchObject({
      credit_minutes: 190,
      honorary_minutes: 0,
      by_source: [{ source: 'rotating_code', minutes: 190 }],
    });
    const record = await t.get(lin, `/api/service-records/${lin.id}/${mine.rows[0]?.record_id}`);
    expect(record.body).toMatchObject({
      title: '江边清洁，认养一段河',
      place: '云汀江东岸码头',
      content: '捡拾岸边垃圾',
      people_served: 30,
      quality: 'excellent',
      recorded_by: '周敏',
      minutes: 190,
      organization_name: '云汀区青年志愿者协会',
    });
    expect((record.body['stamps'] as object[]).length).toBe(2);
    expect(record.body['events']).toMatchObject([
      { action: 'records.check_in' },
      { action: 'records.check_out' },
      { action: 'records.confirm', actor_name: '周敏' },
    ]);
    expect(record.body['transfers']).toMatchObject([{ unit: 'credit_minutes', amount: 190, balance_after: 190 }]);
  });

  test('P27 a stranger, another volunteer and staff elsewhere do not see the record', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林一', shift);
    const record = await served(lin, shift, hours('09:00'), hours('10:00'));
    const elsewhere = await t.person('外地', [
      { permissions: ['records.read'], at: await t.organization('别的区', province) },
    ]);
    const url = `/api/service-records/${lin.id}/${record.record_id}`;
    expect((await t.get(null, url)).status).toBe(401);
    for (const who of [await newcomer('别人', shift), elsewhere]) expect((await t.get(who, url)).status).toBe(404);
    expect((await t.get<{ volunteer_name: string }>(zhou, url)).body.volunteer_name).toBe('林○○');
  });

  test('P27 the leader scans the card; the volunteer’s own card is not one’s own to scan', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林扫', shift);
    t.now = hours('09:00');
    const url = `/api/shifts/${shift.id}/card-scans`;
    const card = codeAt(t, { kind: 'card', id: lin.id }, t.now);
    const scanned = await t.post(zhou, url, { card, direction: 'in', scanned_at: t.now.toISOString() });
    expect(scanned.body).toMatchObject({ outcome: 'stamped', volunteer_name: '林○○', state: 'checked_in' });
    expect((await t.post(lin, url, { card, direction: 'out', scanned_at: t.now.toISOString() })).status).toBe(403);
    const own = codeAt(t, { kind: 'card', id: zhou.id }, t.now);
    expect(
      (await t.post(zhou, url, { card: own, direction: 'in', scanned_at: t.now.toISOString() })).body,
    ).toMatchObject({ code: 'records.own_hours' });
    const [stamp] = await t.rows(sql`select source, recorded_by from attendance_stamps where volunteer_id = ${lin.id}`);
    expect(stamp).toEqual({ source: 'staff_scan', recorded_by: zhou.id });
  });

  test('one request key sent with two requests at one moment: the later one is told that the key is taken, and nothing is stamped', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林同', shift);
    const key = randomUUID();
    const other = await t.services.pool.connect(); // a write of another server, still running
    await other.query('begin');
    await other.query(
      'insert into request_keys (actor_key, request_key, body_hash, created_at) values ($1, $2, $3, now())',
      [lin.id, key, 'another body'],
    );
    const answer = scan(t, lin, shift, 'in', hours('09:00'), hours('09:00'), { 'idempotency-key': key });
    while (
      (
        await t.rows(
          sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).length === 0
    )
      await new Promise((wake) => setTimeout(wake, 10));
    await other.query('commit');
    other.release();
    expect((await answer).body).toMatchObject({ code: 'core.request_key_reused' });
    expect(await t.rows(sql`select 1 from attendances where volunteer_id = ${lin.id}`)).toEqual([]);
  });

  test('P27 the typed code works, guessing is slowed', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林短', shift);
    t.now = hours('09:00');
    const code = (await t.get<{ short_code: string; code: string }>(zhou, `/api/shifts/${shift.id}/code`)).body;
    const type = (typed: string) =>
      t.post(lin, '/api/check-ins', {
        kind: 'short_code',
        shift_id: shift.id,
        code: typed,
        direction: 'in',
        scanned_at: t.now.toISOString(),
      });
    const wrong = code.short_code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 9; tries += 1)
      expect((await type(wrong)).body).toMatchObject({ code: 'records.code_expired' });
    expect((await type(code.short_code)).body).toMatchObject({ outcome: 'stamped' });
    expect((await type(wrong)).status).toBe(429);
  });

  test('a draft and a cancelled shift have no code; who is inside when it is cancelled still sees one to check out', async () => {
    const codeOf = async (id: string): Promise<unknown> => {
      const { status, body } = await t.get(zhou, `/api/shifts/${id}/code`);
      return status === 200 ? 200 : body['code'];
    };
    const [draft, cancelled, busy] = [await shiftOf(t, county), await shiftOf(t, county), await shiftOf(t, county)];
    await t.rows(sql`update activities set published_at = null where id = ${draft.activity_id}`);
    const lin = await newcomer('林内', busy);
    expect((await scan(t, lin, busy, 'in', hours('09:00'), hours('09:00'))).status).toBe(200);
    await t.rows(
      sql`update shifts set cancelled_at = ${hours('09:05')} where id = any(${[cancelled.id, busy.id]}::uuid[])`,
    );
    expect([await codeOf(draft.id), await codeOf(cancelled.id), await codeOf(busy.id)]).toEqual([
      'records.code_unpublished',
      'records.code_cancelled',
      200,
    ]);
  });

  test('located on site only where allowed, from 100 people, inside the fence; the place is not kept', async () => {
    const shift = await shiftOf(t, county, { check_in_kinds: ['self_located'], capacity: 100 });
    const small = await shiftOf(t, county, { check_in_kinds: ['self_located'], capacity: 99 });
    const lin = await newcomer('林位', shift);
    await signUp(t, small, [lin], county);
    t.now = hours('09:00');
    const here = (id: string, latitude: number) =>
      t.post(lin, '/api/check-ins', {
        kind: 'self_located',
        shift_id: id,
        latitude,
        longitude: 119.65,
        accuracy_metres: 12,
        direction: 'in',
        scanned_at: t.now.toISOString(),
      });
    expect((await here(small.id, 29.1)).body).toMatchObject({ code: 'records.self_located_not_allowed' });
    const far = await here(shift.id, 29.104);
    expect(far.body).toMatchObject({ code: 'records.outside_fence' });
    expect(String(far.body['message'])).toMatch(/还有 2\d0 米/);
    expect((await here(shift.id, 29.1005)).body).toMatchObject({ outcome: 'stamped' });
    expect(
      await t.rows(sql`select is_inside, accuracy_metres from attendance_stamps where volunteer_id = ${lin.id}`),
    ).toEqual([{ is_inside: true, accuracy_metres: 12 }]);
  });

  test('art. 17: dangerous service without valid cover refuses the check-in, with cover it opens', async () => {
    const shift = await shiftOf(t, county, { is_dangerous: true });
    const lin = await newcomer('林险', shift);
    expect((await scan(t, lin, shift, 'in', hours('09:00'))).body).toMatchObject({ code: 'records.insurance_missing' });
    await t.rows(
      sql`insert into insurance_covers values (${lin.id}, ${randomUUID()}, '示例保险', 'P1', '2026-11-15', '2026-11-15', now())`,
    );
    expect((await scan(t, lin, shift, 'in', hours('09:01'))).body).toMatchObject({ outcome: 'stamped' });
  });

  test('who is not signed up, too early, or not checked in is told what to do', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林早', shift);
    const stranger = await t.volunteer('没报名', county);
    expect((await scan(t, stranger, shift, 'in', hours('09:00'))).body).toMatchObject({
      code: 'records.not_signed_up',
    });
    expect((await scan(t, lin, shift, 'in', hours('08:29'))).body).toMatchObject({ code: 'records.code_other_day' });
    expect((await scan(t, lin, shift, 'out', hours('09:00'))).body).toMatchObject({ code: 'records.not_checked_in' });
    expect((await scan(t, lin, shift, 'in', hours('09:00'))).status).toBe(200);
    expect((await scan(t, lin, shift, 'in', hours('09:05'))).body).toMatchObject({
      code: 'records.already_checked_in',
    });
  });

  test('P27 at most three pairs a day', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林三', shift);
    for (const [inAt, outAt] of [
      ['09:00', '09:20'],
      ['09:30', '09:50'],
      ['10:00', '10:20'],
    ] as const) {
      expect((await scan(t, lin, shift, 'in', hours(inAt))).status).toBe(200);
      expect((await scan(t, lin, shift, 'out', hours(outAt))).status).toBe(200);
    }
    expect((await scan(t, lin, shift, 'in', hours('10:30'))).body).toMatchObject({ code: 'records.too_many_pairs' });
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(60);
  });
});

describe('without reception', () => {
  test('P27 an offline check-in that arrives ten minutes later is taken once, with its own time, and shown as late', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林远', shift);
    const key = { 'idempotency-key': randomUUID() };
    const first = await scan(t, lin, shift, 'in', hours('09:00'), hours('09:10'), key);
    expect(first.body).toMatchObject({ outcome: 'stamped', is_late: true, stamped_at: hours('09:00').toISOString() });
    const again = await scan(t, lin, shift, 'in', hours('09:00'), hours('09:10'), key);
    expect(again.body).toEqual(first.body);
    const otherKey = await scan(t, lin, shift, 'in', hours('09:00'), hours('09:12'));
    expect(otherKey.body).toMatchObject({ outcome: 'repeated', stamped_at: hours('09:00').toISOString() });
    expect(await t.rows(sql`select id from attendance_stamps where volunteer_id = ${lin.id}`)).toHaveLength(1);
    await scan(t, lin, shift, 'out', hours('11:00'), hours('11:00'));
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(120);
  });

  test('P27 a second check-in made without a signal while inside is answered as what it is, and is no stamp; before the first it is one', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林两进', shift);
    expect((await scan(t, lin, shift, 'in', hours('09:00'), hours('12:00'))).status).toBe(200);
    const second = await scan(t, lin, shift, 'in', hours('11:00'), hours('12:01'));
    expect([second.status, second.body['code']]).toEqual([409, 'records.already_checked_in']);
    expect((await scan(t, lin, shift, 'in', hours('08:55'), hours('12:02'))).body).toMatchObject({
      outcome: 'stamped',
      state: 'checked_in',
    });
    expect((await scan(t, lin, shift, 'out', hours('11:00'), hours('12:03'))).body).toMatchObject({
      outcome: 'stamped',
      state: 'checked_out',
    });
    expect(
      await t.rows(sql`select direction from attendance_stamps where volunteer_id = ${lin.id} order by stamped_at`),
    ).toEqual([{ direction: 'in' }, { direction: 'in' }, { direction: 'out' }]);
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(125);
  });

  test('P27 out first, in later: the order of arrival does not matter', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林倒', shift);
    await scan(t, lin, shift, 'out', hours('11:00'), hours('12:00'));
    const entered = await scan(t, lin, shift, 'in', hours('09:00'), hours('12:05'));
    expect(entered.body).toMatchObject({ outcome: 'stamped', state: 'checked_out' });
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(120);
  });

  test('too late or from the future is refused; with a signal a code of ten minutes ago too', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林晚', shift);
    expect((await scan(t, lin, shift, 'in', hours('09:00'), at('2026-11-20', '09:00'))).body).toMatchObject({
      code: 'records.code_too_late',
    });
    expect((await scan(t, lin, shift, 'in', hours('09:02'), hours('09:00'))).body).toMatchObject({
      code: 'records.code_not_yet',
    });
    t.now = hours('09:20');
    const code = codeAt(t, { kind: 'shift', id: shift.id }, hours('09:10'));
    expect(
      (
        await t.post(lin, '/api/check-ins', {
          kind: 'rotating_code',
          code,
          direction: 'in',
          scanned_at: t.now.toISOString(),
          offline: false,
        })
      ).body,
    ).toMatchObject({ code: 'records.code_expired' });
  });
});

test('P27 what waited on a shared phone is taken from its maker’s session alone', async () => {
  const shift = await shiftOf(t, county);
  const [lin, friend] = [await newcomer('林己', shift), await newcomer('朋友', shift)];
  const own = { 'made-by': lin.id, 'idempotency-key': randomUUID() };
  const other = await scan(t, friend, shift, 'in', hours('09:00'), hours('10:00'), own);
  expect([other.status, other.body['code']]).toEqual([409, 'core.other_person']);
  expect(
    await t.rows(sql`select 1 from attendance_stamps where volunteer_id = any(${[lin.id, friend.id]}::uuid[])`),
  ).toEqual([]);
  expect((await scan(t, lin, shift, 'in', hours('09:00'), hours('10:01'), own)).body).toMatchObject({
    outcome: 'stamped',
    volunteer_id: lin.id,
  });
});

describe('a phone whose clock is wrong', () => {
  test.each([
    ['75 seconds ahead', 75],
    ['75 seconds behind', -75],
    ['a day behind', -86_400],
  ])('P27 %s, offline: the scanned code’s own moment counts, hours later, with its weaker source', async (_, off) => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林钟', shift);
    const offline = async (direction: 'in' | 'out', at: Date) => {
      t.now = hours('15:00');
      return t.post(lin, '/api/check-ins', {
        kind: 'rotating_code',
        code: codeAt(t, { kind: 'shift', id: shift.id }, at),
        direction,
        scanned_at: new Date(at.getTime() + off * 1000).toISOString(),
        offline: true,
      });
    };
    expect((await offline('in', hours('09:00'))).body).toMatchObject({
      outcome: 'stamped',
      is_late: true,
      stamped_at: hours('09:00').toISOString(),
    });
    expect((await offline('out', hours('11:00'))).body).toMatchObject({
      outcome: 'stamped',
      state: 'checked_out',
      stamped_at: hours('11:00').toISOString(),
    });
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(120);
    expect(await hoursOf(lin)).toMatchObject({
      credit_minutes: 120,
      by_source: [{ source: 'late_code', minutes: 120 }],
    });
  });

  test('P27 one code sent late by several people: each row to be confirmed says how many others sent the same', async () => {
    const shift = await shiftOf(t, county);
    const people = await Promise.all(['林照一', '林照二', '林照三', '林自己'].map((name) => newcomer(name, shift)));
    for (const [index, person] of people.entries()) {
      const [entered, left] = index < 3 ? [hours('09:00'), hours('11:00')] : [hours('09:01'), hours('11:01')];
      await scan(t, person, shift, 'in', entered, hours('14:00'));
      await scan(t, person, shift, 'out', left, hours('14:00'));
    }
    const { rows } = (
      await t.get<{ rows: { volunteer_id: string; source: string; is_late: boolean; same_late_code: number }[] }>(
        zhou,
        `/api/confirmations?shift_id=${shift.id}`,
      )
    ).body;
    const of = (index: number) => rows.find((row) => row.volunteer_id === people[index]?.id);
    expect([0, 1, 2, 3].map((index) => [of(index)?.source, of(index)?.is_late, of(index)?.same_late_code])).toEqual([
      ['late_code', true, 2],
      ['late_code', true, 2],
      ['late_code', true, 2],
      ['late_code', true, 0],
    ]);
  });

  test('what comes later than the rule book’s 96 hours is refused, and the person is told', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林限', shift);
    expect((await scan(t, lin, shift, 'in', hours('09:00'), at('2026-11-19', '09:00'))).body).toMatchObject({
      outcome: 'stamped',
    });
    expect((await scan(t, lin, shift, 'out', hours('11:00'), at('2026-11-19', '11:01'))).body).toMatchObject({
      code: 'records.code_too_late',
    });
    expect(await t.rows(sql`select kind from notices where person_id = ${lin.id}`)).toEqual([
      { kind: 'records.scan_refused' },
    ]);
  });

  test('P27 digits typed offline are found ten minutes around; five wrong ones at a shift, and each is told by message once', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林输', shift);
    const digits = (at: Date): string =>
      shortCode({ kind: 'shift', id: shift.id }, stepAt(at), hmacOf(t.services.secrets));
    t.now = hours('15:00');
    const type = (code: string, at: Date, key = randomUUID()) =>
      t.post(
        lin,
        '/api/check-ins',
        { kind: 'short_code', shift_id: shift.id, code, direction: 'in', scanned_at: at.toISOString(), offline: true },
        { 'idempotency-key': key },
      );
    const told = () =>
      t.rows<{ kind: string; params: { activity: string; when: string }; link: string }>(
        sql`select kind, params, link from notices where person_id = ${lin.id} order by at, id`,
      );
    const known = new Set(
      Array.from({ length: 300 }, (_, step) => digits(new Date(hours('08:00').getTime() + step * 30_000))),
    );
    const wrong = Array.from({ length: 20 }, (_, index) => String(111_111 + index)).filter((one) => !known.has(one));
    const again = randomUUID();
    for (const key of [again, again])
      expect((await type(wrong[0] ?? '', hours('09:00'), key)).body).toMatchObject({
        code: 'records.typed_code_wrong',
      });
    expect(await told()).toMatchObject([
      {
        kind: 'records.scan_refused',
        params: { activity: '江边清洁，认养一段河', when: '2026-11-15 09:00' },
      },
    ]);
    expect((await type(digits(hours('09:00')), hours('09:09'))).body).toMatchObject({
      outcome: 'stamped',
      stamped_at: hours('09:00').toISOString(),
    });
    for (const one of wrong.slice(1, 4))
      expect((await type(one, hours('10:00'))).body).toMatchObject({ code: 'records.typed_code_wrong' });
    expect((await type(digits(hours('11:00')), hours('11:00'))).body).toMatchObject({
      code: 'records.typed_tries_over',
    });
  });
});

test('the live board hears a check-in', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林播', shift);
  const address = await t.app.listen({ port: 0, host: '127.0.0.1' });
  const stop = new AbortController();
  const answer = await fetch(`${address}/api/shifts/${shift.id}/events`, {
    headers: { cookie: `qingzhi_session=${zhou.token}` },
    signal: stop.signal,
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const reader = answer.body?.getReader();
  const read = async (until: string): Promise<string> => {
    let text = '';
    while (!text.includes(until)) {
      const part = await reader?.read();
      if (part === undefined || part.done) break;
      text += new TextDecoder().decode(part.value);
    }
    return text;
  };
  await read('event: ready');
  await scan(t, lin, shift, 'in', hours('09:00'));
  expect(await read('event: attendance')).toContain(shift.id);
  stop.abort();
});
