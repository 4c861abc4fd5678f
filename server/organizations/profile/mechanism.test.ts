import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { Province } from '../fixtures.ts';

/** P08: the mechanism of a city, each unit with its own staff, over HTTP. */
type Answer = {
  own: { role: string; actions: string[] } | null;
  is_whole: boolean;
  can: Record<string, boolean>;
  units: { name_zh: string; role: string }[];
  matters: {
    id: string;
    kind: string;
    title: string;
    organization_name: string;
    from_name: string | null;
    closed_on: string | null;
    outcome: string | null;
    can: Record<string, boolean>;
  }[];
};
let w: Province;
const units: Record<string, TestOrganization> = {};
const staff: Record<string, TestPerson> = {};
const roles = {
  市委: 'leads',
  市文明办: 'coordinates',
  市民政局: 'duty',
  团市委机关: 'implements',
  市义工联: 'joins',
} as const;

beforeAll(async () => {
  w = await Province.open('2021-05-06T02:00:00Z');
  for (const [name, role] of Object.entries(roles)) {
    const unit = await w.found(w.municipal, w.city, 'department', name);
    expect((await w.attribute(w.municipal, unit, 'mechanism_role', { role })).status).toBe(200);
    units[name] = unit;
    staff[name] = await w.t.person(`${name}干部`, [
      { permissions: ['organizations.read', 'organizations.edit'], at: unit },
    ]);
  }
});
afterAll(async () => {
  await w.t.close();
});

const place = (name: string) => units[name]!;
const read = async (name: string, who = staff[name]!) =>
  (await w.t.get<Answer>(who, `/api/organizations/${place(name).id}/mechanism`)).body;
const act = (name: string, body: object, who = staff[name]!) =>
  w.t.post<{ id: string; code?: string; message?: string }>(
    who,
    `/api/organizations/${place(name).id}/joint-matters`,
    body,
  );
const plan = { action: 'plan', title: '全年工作计划', text: '每季一次志愿服务', due_on: '2021-12-31' };
const report = { action: 'report', title: '一季度进展', text: '开展 6 场', occurred_on: '2021-05-06' };
const urge = (unit: string) => ({
  action: 'urge',
  unit_id: place(unit).id,
  title: '报送进展',
  text: '请报一季度进展',
  due_on: '2021-05-20',
});
const approve = (name: string, task: string, who = staff[name]!) =>
  w.t.post<{ code?: string }>(who, `/api/joint-plans/${task}/approval`, {
    organization_id: place(name).id,
    outcome: '同意',
  });

test('P08 each unit sees the actions of its own role and no others', async () => {
  const can = async (name: string) =>
    Object.entries((await read(name)).can)
      .filter(([, may]) => may)
      .map(([action]) => action);
  expect(await can('市委')).toEqual(['approve']);
  expect(await can('市文明办')).toEqual(['plan', 'urge']);
  expect(await can('市民政局')).toEqual(['report']);
  expect(await can('团市委机关')).toEqual(['plan', 'report']);
  expect(await can('市义工联')).toEqual(['report']);
  expect((await read('市委')).units.map((unit) => [unit.name_zh, unit.role])).toEqual(Object.entries(roles));
});

test.each([
  ['市委', plan],
  ['市委', report],
  ['市文明办', report],
  ['市民政局', plan],
  ['市义工联', plan],
])('P08 %s is refused what belongs to another role', async (name, body) => {
  expect((await act(name, body)).body.code).toBe('organizations.mechanism_other_role');
});

test('P08 a refusal names the role and what goes with it; who has no role is told to record one', async () => {
  expect((await act('市民政局', plan)).body.message).toBe(
    '“市民政局”在机制里是“按责履职”，可以报送进展、查看；制定计划由别的单位来做',
  );
  const without = await w.found(w.municipal, w.city, 'department', '市教育局');
  expect(
    (await w.t.post<{ code: string }>(w.municipal, `/api/organizations/${without.id}/joint-matters`, report)).body.code,
  ).toBe('organizations.mechanism_without_role');
  expect((await act('市委', urge('市民政局'), staff['市民政局'])).status).toBe(404);
});

test('P08 one that implements plans, the one that leads approves, once and never as the same person', async () => {
  const made = await act('团市委机关', plan);
  expect(made.status).toBe(200);
  const told = await w.t.get<{ rows: { sentence: string; link: string | null }[] }>(staff['市委']!, '/api/me/notices');
  expect(told.body.rows[0]?.sentence).toBe('机制工作，请“市委”看：全年工作计划');
  expect((await approve('市文明办', made.body.id)).body.code).toBe('organizations.mechanism_other_role');
  const closing = await w.t.post<{ code: string }>(w.provincial, `/api/organization-tasks/${made.body.id}/closing`, {
    closed_on: '2021-05-06',
    outcome: '办结',
  });
  expect(closing.body.code).toBe('core.forbidden');
  expect((await approve('市委', made.body.id)).status).toBe(200);
  expect((await approve('市委', made.body.id)).body.code).toBe('organizations.mechanism_plan_approved');
  expect((await read('团市委机关')).matters[0]).toMatchObject({
    kind: 'joint_plan',
    outcome: '同意',
    closed_on: '2021-05-06',
  });
  const own = await act('团市委机关', plan, w.municipal); // keeps the record of every unit of the city
  expect((await approve('市委', own.body.id, w.municipal)).body.code).toBe('organizations.mechanism_own_plan');
});

test('P08 the coordinator urges who reports; the report closes it and the coordinator hears', async () => {
  expect((await act('市文明办', urge('市委'))).body.code).toBe('organizations.mechanism_not_urged');
  const made = await act('市文明办', urge('市民政局'));
  expect(made.status).toBe(200);
  const asked = await w.t.get<{ rows: { id: string }[] }>(staff['市民政局']!, '/api/me/asked-of-organizations');
  expect(asked.body.rows.map((row) => row.id)).toContain(made.body.id);
  expect((await read('市民政局')).matters.find((one) => one.id === made.body.id)).toMatchObject({
    from_name: '市文明办',
    can: { report: true, approve: false },
  });
  expect((await act('市义工联', { ...report, urged_by: made.body.id })).status).toBe(404);
  expect((await act('市民政局', { ...report, occurred_on: '2021-05-07', urged_by: made.body.id })).body.code).toBe(
    'organizations.in_future',
  );
  expect((await act('市民政局', { ...report, urged_by: made.body.id })).status).toBe(200);
  expect((await read('市文明办')).matters.find((one) => one.id === made.body.id)).toMatchObject({
    outcome: '开展 6 场',
    closed_on: '2021-05-06',
  });
  const told = await w.t.get<{ rows: { sentence: string }[] }>(staff['市文明办']!, '/api/me/notices');
  expect(told.body.rows[0]?.sentence).toBe('机制工作，请“市文明办”看：报送进展');
  expect((await act('市民政局', { ...report, urged_by: made.body.id })).body.code).toBe('core.conflict');
});

test('P08 who reads sees the work of all units, who only joins sees its own; a unit of a county is in the mechanism of its county', async () => {
  expect((await act('市义工联', { ...report, title: '义工联进展' })).status).toBe(200);
  expect((await read('市义工联')).matters.map((one) => one.title)).toEqual(['义工联进展']);
  expect((await read('市民政局')).is_whole).toBe(true);
  expect((await read('市民政局')).matters.map((one) => one.organization_name)).toContain('市义工联');
  const local = await w.found(w.local, w.county, 'department', '县文明办');
  expect((await w.attribute(w.local, local, 'mechanism_role', { role: 'coordinates' })).status).toBe(200);
  const county = (await w.t.get<Answer>(w.local, `/api/organizations/${w.county.id}/mechanism`)).body;
  expect([county.units.map((unit) => unit.name_zh), county.own]).toEqual([['县文明办'], null]);
  expect((await read('市委')).units.map((unit) => unit.name_zh)).not.toContain('县文明办');
});

test('P08 two approvals at once: one counts, the other is told', async () => {
  const made = await act('市文明办', { ...plan, title: '两人同时审定' });
  const second = await w.t.person('市委另一位', [
    { permissions: ['organizations.read', 'organizations.edit'], at: place('市委') },
  ]);
  const answers = await Promise.all([approve('市委', made.body.id), approve('市委', made.body.id, second)]);
  expect(answers.map((answer) => answer.body.code ?? 'done').sort()).toEqual([
    'done',
    'organizations.mechanism_plan_approved',
  ]);
  const [audited] = await w.t.rows<{ times: number }>(sql`
    select count(*)::int as times from audit_events where action = 'organizations.close_joint_plan' and subject_id = ${made.body.id}`);
  expect(audited?.times).toBe(1);
});
