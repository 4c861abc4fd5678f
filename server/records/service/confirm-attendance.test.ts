import { afterAll, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf, signUp } from '../fixtures.ts';
import { hours, makeHouse, type Results } from '../house-fixtures.ts';

const { t, county, zhou, luo, boss, newcomer, attendanceOf, confirm, served, hoursOf, leave } = await makeHouse();
afterAll(leave);

describe('confirming', () => {
  test('nobody confirms the own hours, a list goes on past a refusal, and a second confirmation is refused', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林列', shift);
    await t.rows(
      sql`insert into volunteers (id, number, organization_id, organization_path, source, registered_at) values (${zhou.id}, 'Z0001', ${county.id}, ${county.path}, 'self', now())`,
    );
    await signUp(t, shift, [zhou], county);
    for (const person of [lin, zhou]) {
      await scan(t, person, shift, 'in', hours('09:00'));
      await scan(t, person, shift, 'out', hours('11:00'));
    }
    const waiting = await t.get<{
      waiting: number;
      rows: { can: { confirm: boolean }; stamped_minutes: number; name: string }[];
    }>(zhou, `/api/confirmations?shift_id=${shift.id}`);
    expect(waiting.body.waiting).toBe(1); // the own one waits for somebody else
    expect(waiting.body.rows.map((row) => row.can.confirm).sort((a, b) => Number(a) - Number(b))).toEqual([
      false,
      true,
    ]);
    const lines = await Promise.all(
      [lin, zhou].map(async (person) => ({
        volunteer_id: person.id,
        attendance_id: (await attendanceOf(person, shift)).id,
        quality: 'good',
      })),
    );
    const results = await t.post<Results>(zhou, '/api/confirmations', { lines });
    expect(
      results.body.results
        .map((result) => result.refusal ?? result.record?.minutes)
        .sort((one, other) => (String(one) < String(other) ? -1 : 1)),
    ).toEqual([120, 'records.own_hours']);
    expect((await confirm(zhou, lin, shift)).body).toMatchObject({ code: 'records.state_forbids' });
  });

  test('P27 the daily ladder: 8 h at once, 8:01 the parent organisation, above 12 h a provincial body', async () => {
    for (const [to, state] of [
      ['17:00', 'confirmed'],
      ['17:01', 'awaiting_parent'],
      ['21:00', 'awaiting_parent'],
      ['21:01', 'awaiting_province'],
    ] as const) {
      const shift = await shiftOf(t, county, { from: '09:00', to: '21:30' });
      const lin = await newcomer(`林${to}`, shift);
      const record = await served(lin, shift, hours('09:00'), hours(to));
      expect((await attendanceOf(lin, shift)).state).toBe(state);
      expect((await hoursOf(lin)).credit_minutes).toBe(state === 'confirmed' ? record.minutes : 0);
      if (state === 'confirmed') continue;
      const decide = (who: TestPerson) =>
        t.post(who, `/api/service-records/${lin.id}/${record.record_id}/decision`, {
          approve: true,
          note: '核过签到记录',
        });
      expect((await decide(luo)).body).toMatchObject({ code: 'core.forbidden' });
      const listed = await t.get<{ rows: { record_id: string; can: { decide: boolean } }[] }>(
        boss,
        `/api/service-records?state=${state}`,
      );
      expect(listed.body.rows.find((row) => row.record_id === record.record_id)?.can.decide).toBe(true);
      expect((await decide(boss)).body).toEqual({ state: 'confirmed' });
      expect((await hoursOf(lin)).credit_minutes).toBe(record.minutes);
    }
  });

  test('a minute that another service counts is not counted again, also when two leaders confirm at once', async () => {
    const [one, two] = [await shiftOf(t, county, { title: '甲' }), await shiftOf(t, county, { title: '乙' })];
    const lin = await newcomer('林叠', one);
    await signUp(t, two, [lin], county);
    for (const shift of [one, two]) {
      await scan(t, lin, shift, 'in', hours('09:00'));
      await scan(t, lin, shift, 'out', hours('11:00'));
    }
    const answers = await Promise.all([confirm(zhou, lin, one), confirm(zhou, lin, two)]);
    expect(answers.map((answer) => answer.body.results[0]?.record?.minutes ?? -1).sort((a, b) => a - b)).toEqual([
      0, 120,
    ]);
    expect((await hoursOf(lin)).credit_minutes).toBe(120);
  });

  test('one’s own word waits for the leader and counts as honorary, never longer than the shift', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林报', shift);
    t.now = hours('20:00');
    expect(
      (
        await t.post(lin, '/api/declarations', {
          shift_id: shift.id,
          started_at: hours('09:00').toISOString(),
          ended_at: hours('21:00').toISOString(),
        })
      ).body,
    ).toMatchObject({ code: 'records.minutes_invalid' });
    expect(
      (
        await t.post(lin, '/api/declarations', {
          shift_id: shift.id,
          started_at: hours('09:00').toISOString(),
          ended_at: hours('18:00').toISOString(),
        })
      ).body,
    ).toMatchObject({ state: 'awaiting_confirmation' });
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(180);
    expect(await hoursOf(lin)).toMatchObject({
      credit_minutes: 0,
      honorary_minutes: 180,
      by_source: [{ source: 'self_declared', minutes: 180 }],
    });
  });
});
