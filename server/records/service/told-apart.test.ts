import { afterAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { codeAt, scan, shiftOf, signUp } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, zhou, leave } = await makeHouse();
afterAll(leave);

test('who may see the roster tells two 欧 apart on board, confirmations, card scans and proposals, by name only; who may not sees the first character', async () => {
  const leader = await t.person('领队', [
    {
      permissions: [
        'projects.read',
        'projects.roster',
        'records.check_in',
        'records.confirm',
        'records.propose',
        'records.read',
      ],
      at: county,
    },
  ]);
  const shift = await shiftOf(t, county);
  const people = [await t.volunteer('欧阳一', county), await t.volunteer('欧阳二', county)];
  await signUp(t, shift, people, county);
  for (const person of people) await scan(t, person, shift, 'in', hours('09:00'));
  const names = async (who: TestPerson, url: string): Promise<string[]> =>
    (await t.get<{ rows: { name: string }[] }>(who, url)).body.rows.map((row) => row.name).sort();
  const board = `/api/shifts/${shift.id}/board`;
  const queue = `/api/confirmations?shift_id=${shift.id}`;
  for (const url of [board, queue]) {
    expect(await names(leader, url)).toEqual(['欧阳一', '欧阳二']);
    expect(await names(zhou, url)).toEqual(['欧○○', '欧○○']);
  }
  const [first] = people;
  if (first === undefined) throw new Error('nobody came');
  t.now = hours('10:00');
  const card = await t.post<{ volunteer_name: string }>(leader, `/api/shifts/${shift.id}/card-scans`, {
    card: codeAt(t, { kind: 'card', id: first.id }, t.now),
    direction: 'out',
    scanned_at: t.now.toISOString(),
  });
  expect(card.body.volunteer_name).toBe('欧阳一');
  t.now = hours('13:00');
  const proposed = await t.post<{ proposal_id: string }>(leader, '/api/back-fills', {
    shift_id: shift.id,
    reason: '忘了签退',
    evidence: '签名单',
    lines: people.map((person) => ({
      volunteer_id: person.id,
      started_at: hours('09:00').toISOString(),
      ended_at: hours('11:00').toISOString(),
    })),
  });
  const proposal = (who: TestPerson) =>
    t.get<{ lines: { name: string }[] }>(who, `/api/record-proposals/${proposed.body.proposal_id}`);
  expect((await proposal(leader)).body.lines.map((line) => line.name).sort()).toEqual(['欧阳一', '欧阳二']);
  expect((await proposal(zhou)).body.lines.map((line) => line.name)).toEqual(['欧○○', '欧○○']);
  // names only: no phone and no document number stands there for anybody
  const hints = await t.rows<{ hint: string }>(
    sql`select phone_hint as hint from persons where id = any(${people.map((person) => person.id)}::uuid[]) and phone_hint is not null`,
  );
  for (const { hint } of hints) expect(JSON.stringify((await t.get(leader, board)).body)).not.toContain(hint);
  // another county's roster permission opens nothing here
  const elsewhere = await t.person('外区', [
    { permissions: ['projects.roster', 'records.check_in', 'projects.read'], at: await t.organization('别的区') },
  ]);
  expect((await t.get(elsewhere, board)).status).toBe(404);
});
