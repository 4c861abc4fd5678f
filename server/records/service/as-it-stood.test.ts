/** A team moves, another is dissolved into a successor, an hour is struck after the period: what a county gave then and what it gave as it stands. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { readSheet } from '../../files/read-sheet.ts';
import type { Permission } from '../../../domain/access.ts';
import type { TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf, signUp } from '../fixtures.ts';
import { makeHouse } from '../house-fixtures.ts';

const { t, province, county: before, confirm, leave } = await makeHouse();
afterAll(leave);

let after: TestOrganization;
let team: TestOrganization;
let ended: TestOrganization;
let child: TestOrganization;
let heir: TestOrganization;
const leads: Permission[] = ['records.check_in', 'records.confirm', 'records.read', 'records.approve'];
type Served = { person: TestPerson; record_id: string };

/** Served on a day for so many minutes, and confirmed at a moment, maybe later. */
async function serve(place: TestOrganization, day: string, minutes: number, confirmed: Date): Promise<Served> {
  const shift = await shiftOf(t, place, { day, from: '09:00', to: '12:00' });
  const person = await t.volunteer(`林${day}${minutes}`, place);
  await signUp(t, shift, [person], place);
  await scan(t, person, shift, 'in', at(day, '09:00'));
  await scan(t, person, shift, 'out', new Date(at(day, '09:00').getTime() + minutes * 60_000));
  return finish(place, person, shift, confirmed);
}

async function finish(
  place: TestOrganization,
  person: TestPerson,
  shift: Awaited<ReturnType<typeof shiftOf>>,
  confirmed: Date,
): Promise<Served> {
  t.now = confirmed;
  const leader = await t.person('队长', [{ permissions: leads, at: place }]);
  const record = (await confirm(leader, person, shift)).body.results[0]?.record;
  if (!record) throw new Error('not confirmed');
  return { person, record_id: record.record_id };
}

async function strike({ person, record_id }: Served, when: Date): Promise<void> {
  t.now = when;
  const boss = await t.person('省里', [{ permissions: ['records.read', 'records.approve'], at: province }]);
  const answer = await t.post(boss, `/api/service-records/${person.id}/${record_id}/reversal`, {
    reason: '查无此事',
  });
  expect(answer.status).toBe(200);
}

beforeAll(async () => {
  t.now = at('2026-11-01', '08:00');
  after = await t.organization('临江区青年志愿者协会', province, { level: 'county' });
  team = await t.organization('江边护河队', before, { kind: 'team' });
  ended = await t.organization('书屋队', before, { kind: 'team' });
  child = await t.organization('书屋二队', ended, { kind: 'team' });
  heir = await t.organization('临江书屋队', after, { kind: 'team' });
  const mover = () =>
    t.person('省里', [
      { permissions: ['organizations.read', 'organizations.manage', 'organizations.edit'], at: province },
    ]);
  const first = await serve(team, '2026-11-10', 120, at('2026-11-10', '18:00'));
  await serve(ended, '2026-11-12', 60, at('2026-11-12', '18:00'));
  await serve(child, '2026-11-12', 30, at('2026-11-12', '18:00'));
  // stamped the day before the move, confirmed after it
  const eve = await shiftOf(t, team, { day: '2026-11-14', from: '09:00', to: '12:00' });
  const late = await t.volunteer('林前夜', team);
  await signUp(t, eve, [late], team);
  await scan(t, late, eve, 'in', at('2026-11-14', '09:00'));
  await scan(t, late, eve, 'out', at('2026-11-14', '10:00'));
  t.now = at('2026-11-15', '08:00');
  const moved = await t.put<{ path: string }>(await mover(), `/api/organizations/${team.id}/parent`, {
    parent_id: after.id,
    valid_from: '2026-11-15',
    reason: '区划调整',
  });
  expect(moved.status).toBe(200);
  team = { ...team, path: moved.body.path };
  await serve(team, '2026-11-15', 180, at('2026-11-15', '18:00'));
  await finish(team, late, eve, at('2026-11-16', '09:00'));
  t.now = at('2026-11-20', '08:00');
  const merged = await t.post(await mover(), `/api/organizations/${ended.id}/dissolution`, {
    successor_id: heir.id,
    dissolved_on: '2026-11-20',
    reason: '并队',
    below: 'hand_over',
    work: 'hand_over',
    members: 'hand_over',
  });
  expect([merged.status, merged.body]).toMatchObject([200, {}]);
  await serve(team, '2026-11-30', 60, at('2026-11-30', '23:59'));
  const newYearsEve = await serve(team, '2026-12-31', 45, at('2026-12-31', '20:00'));
  await strike(first, at('2026-12-02', '09:00'));
  await strike(newYearsEve, at('2027-01-04', '09:00'));
  t.now = at('2027-01-05', '09:00');
  staff = await t.person('省统计', [{ permissions: ['records.read', 'organizations.read'], at: province }]);
  formerly = await t.person('原上级', [{ permissions: ['records.read', 'organizations.read'], at: before }]);
  now = await t.person('新上级', [{ permissions: ['records.read', 'organizations.read'], at: after }]);
}, 120_000);
let staff: TestPerson;
let formerly: TestPerson;
let now: TestPerson;

const november = 'from=2026-11-01&until=2026-11-30';
type Rows = {
  rows: { minutes: number; state: string; volunteer_id: string; record_id: string }[];
  sum: { records: number; minutes: number; as_it_stood: string | null };
};
const rowsOf = async (who: TestPerson, query: string): Promise<Rows> =>
  (await t.get<Rows>(who, `/api/service-records?limit=50&state=confirmed&balance=credit_minutes&${query}`)).body;
/** The figure, after its rows were seen to add up to it. */
async function given(who: TestPerson, place: TestOrganization, period: string, stood?: string): Promise<number> {
  const asked = `${period}${stood === undefined ? '' : `&as_it_stood=${stood}`}`;
  const answer = await t.get<{ credit_minutes: number; as_it_stood: string | null }>(
    who,
    `/api/organizations/${place.id}/hours?${asked}`,
  );
  expect([answer.status, answer.body.as_it_stood]).toEqual([200, stood ?? null]);
  const { rows, sum } = await rowsOf(who, `organization_id=${place.id}&${asked}`);
  expect(sum).toMatchObject({ minutes: answer.body.credit_minutes, records: rows.length, as_it_stood: stood ?? null });
  expect(rows.reduce((all, row) => all + row.minutes, 0)).toBe(answer.body.credit_minutes);
  return answer.body.credit_minutes;
}

const fileNameOf = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }): string => {
  const given = headers['content-disposition'];
  return typeof given === 'string' ? decodeURIComponent(given) : '';
};

describe('a closed month', () => {
  test('as it stands the moved team counts for the county it joined; as it stood each day counts where the team stood on it', async () => {
    expect([await given(formerly, before, november), await given(now, after, november)]).toEqual([60, 330]);
    const stood = async (day: string) => [
      await given(formerly, before, november, day),
      await given(now, after, november, day),
      await given(staff, province, november, day),
    ];
    expect(await stood('2026-11-30')).toEqual([270, 240, 510]); // struck in December
    expect(await stood('2026-12-02')).toEqual([150, 240, 390]); // the day of the strike
    expect(await stood('2026-12-01')).toEqual([270, 240, 510]);
    expect(await stood('2026-11-15')).toEqual([210, 180, 390]); // the very day of the move; the eve was not confirmed yet
    expect(await stood('2026-11-16')).toEqual([270, 180, 450]); // confirmed after the move, of the day before it
    expect(await stood('2026-11-14')).toEqual([210, 0, 210]);
    expect(await stood('2026-11-29')).toEqual([270, 180, 450]); // the last day of the month came with the last minute of its books
  });

  test('the very day of the move belongs to the county joined, the day before to the county left', async () => {
    const on = (day: string) => `from=${day}&until=${day}`;
    expect(await given(formerly, before, on('2026-11-14'), '2026-11-30')).toBe(60);
    expect(await given(now, after, on('2026-11-14'), '2026-11-30')).toBe(0);
    expect(await given(formerly, before, on('2026-11-15'), '2026-11-30')).toBe(0);
    expect(await given(now, after, on('2026-11-15'), '2026-11-30')).toBe(180);
  });

  test('rows that were struck since are shown with their state of today, and open for who stood above them then', async () => {
    const { rows } = await rowsOf(formerly, `organization_id=${before.id}&${november}&as_it_stood=2026-11-30`);
    expect(rows.map((row) => `${row.minutes} ${row.state}`).sort()).toEqual([
      '120 reversed',
      '30 confirmed',
      '60 confirmed',
      '60 confirmed',
    ]);
    for (const row of rows)
      expect((await t.get(formerly, `/api/service-records/${row.volunteer_id}/${row.record_id}`)).status).toBe(200);
  });

  test('a day still to come is answered by the books of today, and says so', async () => {
    const answer = await t.get<{ as_it_stood: string }>(
      staff,
      `/api/organizations/${province.id}/hours?${november}&as_it_stood=2030-01-01`,
    );
    expect(answer.body.as_it_stood).toBe('2027-01-05');
  });
});

type Year = {
  as_it_stood: string | null;
  whole: { credit_minutes: number }[];
  itself: { credit_minutes: number }[];
  below: { organization_id: string; name: string; is_dissolved: boolean; months: { credit_minutes: number }[] }[];
};
const credit = (months: readonly { credit_minutes: number }[]): number =>
  months.reduce((sum, month) => sum + month.credit_minutes, 0);
async function yearOf(who: TestPerson, place: TestOrganization, stood?: string) {
  const { body } = await t.get<Year>(
    who,
    `/api/organizations/${place.id}/hours-by-month?year=2026${stood === undefined ? '' : `&as_it_stood=${stood}`}`,
  );
  expect(credit(body.whole)).toBe(credit(body.itself) + body.below.reduce((sum, part) => sum + credit(part.months), 0));
  return {
    whole: credit(body.whole),
    below: Object.fromEntries(body.below.map((part) => [part.name, credit(part.months)])),
    parts: body.below,
  };
}

describe('a closed year', () => {
  test('by month and part: what went through a team that has left, or was dissolved into a successor elsewhere', async () => {
    expect(await yearOf(formerly, before)).toMatchObject({ whole: 60, below: { 书屋队: 60 } });
    expect(await yearOf(now, after)).toMatchObject({ whole: 330, below: { 江边护河队: 300, 临江书屋队: 30 } });
    const stood = await yearOf(formerly, before, '2026-12-31');
    expect(stood).toMatchObject({ whole: 150, below: { 江边护河队: 60, 书屋队: 90 } });
    expect(await yearOf(now, after, '2026-12-31')).toMatchObject({
      whole: 285,
      below: { 江边护河队: 285, 临江书屋队: 0 },
    });
    expect((await yearOf(now, after, '2027-01-04')).whole).toBe(240); // struck on that day
    const part = `organization_id=${team.id}&under=${before.id}&from=2026-01-01&until=2026-12-31&as_it_stood=2026-12-31`;
    expect((await rowsOf(formerly, part)).sum).toMatchObject({ records: 1, minutes: 60 });
    const through = `organization_id=${ended.id}&under=${before.id}&from=2026-01-01&until=2026-12-31&as_it_stood=2026-12-31`;
    expect((await rowsOf(formerly, through)).sum).toMatchObject({ records: 2, minutes: 90 });
  });

  test('one line for each organisation that stood there, with the kind it had while it stood', async () => {
    type Below = {
      sum: { credit_minutes: number };
      rows: {
        organization_id: string;
        name: string;
        depth: number;
        parent_name: string;
        is_dissolved: boolean;
        credit_minutes: number;
      }[];
    };
    const lines = async (who: TestPerson, place: TestOrganization, period: string, stood: string) => {
      const { body } = await t.get<Below>(
        who,
        `/api/organizations/${place.id}/hours-below?${period}&as_it_stood=${stood}`,
      );
      for (const row of body.rows) {
        const asked = `organization_id=${row.organization_id}&itself=yes&under=${place.id}&${period}&as_it_stood=${stood}`;
        expect((await rowsOf(who, asked)).sum.minutes, row.name).toBe(row.credit_minutes);
      }
      expect(body.sum.credit_minutes).toBe(await given(who, place, period, stood));
      return body.rows.map((row) => [row.name, row.depth, row.parent_name, row.is_dissolved, row.credit_minutes]);
    };
    expect(await lines(formerly, before, 'from=2026-11-01&until=2026-11-19', '2026-11-19')).toEqual([
      ['云汀区青年志愿者协会', 0, null, false, 0],
      ['江边护河队', 1, '云汀区青年志愿者协会', false, 180],
      ['书屋队', 1, '云汀区青年志愿者协会', false, 60],
      ['书屋二队', 2, '书屋队', false, 30],
    ]);
    expect(await lines(now, after, november, '2026-11-30')).toEqual([
      ['临江区青年志愿者协会', 0, null, false, 0],
      ['江边护河队', 1, '临江区青年志愿者协会', false, 240],
      ['临江书屋队', 1, '临江区青年志愿者协会', false, 0],
      ['书屋二队', 2, '临江书屋队', false, 0],
    ]);
    const all = await lines(staff, province, november, '2026-11-30');
    expect(all).toContainEqual(['江边护河队', 2, '临江区青年志愿者协会', false, 420]);
    expect(all).toContainEqual(['书屋队', 2, '云汀区青年志愿者协会', true, 60]);
  });

  test('each workbook says which it is and as of which day, in its first line or its name', async () => {
    const taken = async (url: string) => {
      const answer = await t.get(staff, url);
      const name = fileNameOf(answer);
      const [first] = (await readSheet(answer.raw)).rows[0]?.cells ?? [];
      return { name, first: typeof first === 'string' ? first : '' };
    };
    const months = `/api/organizations/${before.id}/hours-by-month/workbook?year=2026`;
    expect(await taken(`${months}&as_it_stood=2026-12-31`)).toMatchObject({
      name: expect.stringContaining('按当时归属 账记到 2026-12-31') as string,
      first: '云汀区青年志愿者协会 2026 年信用时数，单位小时，按当时归属，账记到 2026-12-31',
    });
    expect((await taken(months)).first).toMatch(/按现在归属，截至 2027/);
    const lines = `/api/organizations/${before.id}/hours-below/workbook?${november}`;
    expect((await taken(`${lines}&as_it_stood=2026-11-30`)).first).toMatch(/按当时归属，账记到 2026-11-30$/);
    expect((await taken(lines)).name).toContain('按现在归属');
    const records = `/api/service-records.xlsx?organization_id=${before.id}&state=confirmed&${november}&as_it_stood=2026-11-30`;
    const answer = await t.get(formerly, records);
    expect(fileNameOf(answer)).toContain('按当时归属 账记到 2026-11-30');
    expect((await readSheet(answer.raw)).rows).toHaveLength(5);
  });
});

test('a superior that moved itself still reads what stood below it then, though the team has left it since', async () => {
  t.now = at('2027-01-06', '08:00');
  const district = await t.organization('老城片区联合会', province, { level: 'county' });
  const brigade = await t.organization('老城大队', before, { kind: 'brigade' });
  const crew = await t.organization('老城一队', brigade, { kind: 'team' });
  const mover = await t.person('省里', [{ permissions: ['organizations.read', 'organizations.manage'], at: province }]);
  const under = async (one: TestOrganization, parent: TestOrganization) => {
    const answer = await t.put(mover, `/api/organizations/${one.id}/parent`, {
      parent_id: parent.id,
      valid_from: '2027-01-06',
      reason: '区划调整',
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  await serve(crew, '2027-01-06', 60, at('2027-01-06', '12:00'));
  await under(brigade, district);
  await under(crew, before);
  const head = await t.person('大队长', [
    {
      permissions: ['records.read', 'organizations.read'],
      at: {
        ...brigade,
        path:
          (await t.rows<{ path: string }>(sql`select path from organizations where id = ${brigade.id}`))[0]?.path ?? '',
      },
    },
  ]);
  const day = 'from=2027-01-06&until=2027-01-06';
  expect([await given(head, brigade, day), await given(head, brigade, day, '2027-01-06')]).toEqual([0, 60]);
  const { rows } = await rowsOf(head, `organization_id=${brigade.id}&${day}&as_it_stood=2027-01-06`);
  expect((await t.get(head, `/api/service-records/${rows[0]?.volunteer_id}/${rows[0]?.record_id}`)).status).toBe(200);
});

test('as it stood is asked of one place and one period; who stood nowhere above sees nothing', async () => {
  const status = async (query: string) => (await t.get(staff, `/api/service-records?limit=5&${query}`)).status;
  expect(await status('as_it_stood=2026-11-30')).toBe(400);
  expect(await status(`organization_id=${before.id}&as_it_stood=2026-11-30`)).toBe(400);
  expect(await status(`organization_id=${team.id}&under=${before.id}&${november}`)).toBe(400);
  const elsewhere = await t.organization('山南区青年志愿者协会', province, { level: 'county' });
  const stranger = await t.person('邻区', [{ permissions: ['records.read', 'organizations.read'], at: elsewhere }]);
  expect((await rowsOf(stranger, `organization_id=${team.id}&${november}&as_it_stood=2026-11-30`)).rows).toEqual([]);
  expect(
    (await t.get(stranger, `/api/organizations/${before.id}/hours?${november}&as_it_stood=2026-11-30`)).status,
  ).not.toBe(200);
});
