import { afterAll, beforeAll, expect, test } from 'vitest';
import { Province } from '../fixtures.ts';
import type { TestOrganization } from '../../testing/test-app.ts';

/** The county work of the league committees (G) in one county, over HTTP on the real Guangdong. */
let w: Province;
let association: TestOrganization;
beforeAll(async () => {
  w = await Province.open('2021-05-06T02:00:00Z');
  association = await w.association(w.local, w.county);
});
afterAll(async () => {
  await w.t.close();
});

const line = async (name: string) =>
  (await w.overview(w.provincial, w.province)).rows.find((row) => row.county_name === name)!;

test('G21 the association hangs under its league committee', async () => {
  const page = await w.t.get<{ superiors: { name_zh: string }[] }>(w.local, `/api/organizations/${association.id}`);
  expect(page.body.superiors.at(-1)?.name_zh).toBe('共青团阳山县委');
});

test('G05 the county card shows four dated steps, and step 3 cannot close before 1 and 2', async () => {
  const close = (step: string) =>
    w.task(w.local, w.county, 'build_step', { step, closed_on: '2021-04-01', outcome: '已完成' });
  expect((await close('ledger')).body.code).toBe('organizations.step_order');
  expect((await close('survey')).status).toBe(200);
  expect((await close('ledger')).body.message).toBe('四步要依次办结：“梳理问题”还没办结');
  expect((await close('problems')).status).toBe(200);
  expect((await close('ledger')).status).toBe(200);
  expect((await line('阳山县')).closed_steps).toEqual(['survey', 'problems', 'ledger']);
});

test('G35 R42 the county edits its record, a city user cannot edit the same field, a neighbour sees nothing', async () => {
  const body = { direction: '为老服务', content: '助餐、陪诊' };
  expect((await w.attribute(w.local, association, 'direction', body)).status).toBe(200);
  expect((await w.attribute(w.municipal, association, 'direction', body)).body.code).toBe(
    'organizations.not_own_county',
  );
  expect(
    (await w.record(w.municipal, association)).attributes.find((attribute) => attribute.kind === 'direction')?.body,
  ).toEqual(body);
  const beside = await w.t.person('邻县干部', [
    { permissions: ['organizations.read', 'organizations.edit'], at: w.neighbour },
  ]);
  expect((await w.t.get(beside, `/api/organizations/${association.id}/profile`)).status).toBe(404);
  expect((await w.attribute(beside, association, 'direction', body)).status).toBe(404);
});

test('G32 F033 province, city and county each see only their actions', async () => {
  const can = async (who: Parameters<typeof w.record>[0]) => (await w.record(who, w.county)).can;
  expect(await can(w.provincial)).toEqual({ edit: false, instruct: true, set_watcher: false, standardise: true });
  expect(await can(w.municipal)).toEqual({ edit: false, instruct: true, set_watcher: true, standardise: true });
  expect(await can(w.local)).toEqual({ edit: true, instruct: false, set_watcher: false, standardise: false });
  const powers = async (who: Parameters<typeof w.record>[0]) => (await w.record(who, w.county)).powers;
  expect([await powers(w.provincial), await powers(w.municipal), await powers(w.local)]).toEqual([
    ['read', 'plan', 'urge'],
    ['read', 'set_area', 'set_watcher'],
    ['read', 'edit'],
  ]);
});

test('G34 the city divides counties into areas and assigns watchers; a county without one is flagged', async () => {
  expect((await w.attribute(w.municipal, w.county, 'area', { name: '北片' })).status).toBe(200);
  expect((await w.attribute(w.municipal, w.county, 'watcher', { name: '何景', person_id: w.local.id })).status).toBe(
    200,
  );
  expect((await w.attribute(w.local, w.county, 'watcher', { name: '自己' })).body.code).toBe(
    'organizations.watcher_level',
  );
  const list = await w.list(w.municipal, 'without_watcher', w.city);
  expect(list.counted).toBe(1);
  expect(list.rows.find((row) => row.organization_name === '阳山县')).toMatchObject({
    state: 'ok',
    detail: '北片 · 何景',
  });
  expect(list.rows.filter((row) => row.state === 'behind')).toHaveLength(list.denominator - 1);
  const notices = await w.t.get<{ rows: { sentence: string }[] }>(w.local, '/api/me/notices');
  expect(notices.body.rows[0]?.sentence).toBe('您负责盯“阳山县”');
});

test('G28 each county has exactly one current policy sheet; a second replaces it and the first stays readable', async () => {
  const sheet = (person: string, deadline: string) => ({
    problems: '办公场所未落实',
    measures: '协调青年之家',
    person,
    deadline,
  });
  await w.attribute(w.local, w.county, 'policy_sheet', sheet('林干事', '2021-04-15'), { valid_from: '2021-03-01' });
  await w.attribute(w.local, w.county, 'policy_sheet', sheet('何干事', '2021-06-30'), { valid_from: '2021-05-01' });
  const current = (await w.record(w.local, w.county)).attributes.filter(
    (attribute) => attribute.kind === 'policy_sheet',
  );
  expect(current.map((attribute) => attribute.body['person'])).toEqual(['何干事']);
  const history = await w.t.get<{ rows: { body: { person: string }; valid_until: string | null }[] }>(
    w.provincial,
    `/api/organizations/${w.county.id}/attributes/policy_sheet`,
  );
  expect(history.body.rows.map((row) => [row.body.person, row.valid_until])).toEqual([
    ['何干事', null],
    ['林干事', '2021-04-30'],
  ]);
  const earlier = (await w.overview(w.provincial, w.province, '&on=2021-04-20')).rows.find(
    (row) => row.county_name === '阳山县',
  );
  expect(earlier).toMatchObject({ state: 'late', days_left: -5 });
  expect(await line('阳山县')).toMatchObject({ state: 'due', days_left: 55 });
});

test('G37 G38 a county lists its bottlenecks with the contact log, the city sees counts by type', async () => {
  const first = await w.task(w.local, w.county, 'bottleneck', {
    type: 'registration',
    title: '未取得民政登记',
    due_on: '2021-06-01',
  });
  await w.task(w.local, w.county, 'bottleneck', { type: 'staff', title: '专职人员差 2 名', due_on: null });
  const note = await w.t.post(w.local, `/api/organization-tasks/${first.body.id}/notes`, {
    counterpart: '县民政局',
    text: '同意受理，要补场所证明',
  });
  expect(note.status).toBe(200);
  const list = await w.list(w.municipal, 'bottlenecks', w.city);
  expect(list.by).toEqual(
    expect.arrayContaining([
      { name: '登记注册', count: 1 },
      { name: '人员配备', count: 1 },
    ]),
  );
  expect((await line('阳山县')).bottleneck).toBe('未取得民政登记');
  await w.close(w.local, first.body.id, { outcome: '五月取得登记证' });
  const shown = (await w.record(w.local, w.county)).tasks.find((task) => task.id === first.body.id);
  expect(shown).toMatchObject({
    outcome: '五月取得登记证',
    notes: [{ counterpart: '县民政局', text: '同意受理，要补场所证明' }],
  });
});

test('G18 a visit corrects a ledger figure; old and new value stay, the new one names its visit', async () => {
  await w.attribute(w.local, association, 'headcount', { members: 260, staff: 3 }, { valid_from: '2021-01-01' });
  const visit = await w.task(w.provincial, w.county, 'visit', {
    occurred_on: '2021-05-05',
    visitors: '省青志协',
    findings: '会员实为 218 人',
    advice: '更新名册',
  });
  expect((await w.attribute(w.provincial, association, 'headcount', { members: 218, staff: 3 })).body.code).toBe(
    'organizations.not_own_county',
  );
  const corrected = await w.attribute(
    w.provincial,
    association,
    'headcount',
    { members: 218, staff: 3 },
    { source_task_id: visit.body.id, reason: '实地核对' },
  );
  expect(corrected.status).toBe(200);
  const history = await w.t.get<{ rows: { body: { members: number }; source_task_id: string | null }[] }>(
    w.local,
    `/api/organizations/${association.id}/attributes/headcount`,
  );
  expect(history.body.rows.map((row) => [row.body.members, row.source_task_id])).toEqual([
    [218, visit.body.id],
    [260, null],
  ]);
  const source = { visit_id: visit.body.id, visited_on: '2021-05-05', organization_id: w.county.id };
  expect(await line('阳山县')).toMatchObject({
    members: 218,
    staff: 3,
    sources: [
      { cell: 'members', before: '260', ...source },
      { cell: 'staff', before: '3', ...source },
    ],
  });
  expect(
    (await w.overview(w.provincial, w.province, '&on=2021-05-05')).rows.find((row) => row.county_name === '阳山县'),
  ).toMatchObject({ members: 260, sources: [] });
  const visits = (await w.record(w.provincial, association)).visits;
  expect(visits).toEqual([
    { id: visit.body.id, title: '调研：省青志协', occurred_on: '2021-05-05', organization_name: '阳山县' },
  ]);
});

test('G18 the sheet of a county corrected by a visit says so beside its deadline; a visit to another county corrects nothing here', async () => {
  const county = await w.place('441821');
  const clerk = await w.t.person('佛冈干部', [
    { permissions: ['organizations.read', 'organizations.edit'], at: county },
  ]);
  const body = (deadline: string) => ({ problems: '缺场所', measures: '借用文化馆', person: '何景', deadline });
  expect(
    (await w.attribute(clerk, county, 'policy_sheet', body('2021-06-01'), { valid_from: '2021-02-01' })).status,
  ).toBe(200);
  const visit = async (place: TestOrganization) =>
    (
      await w.task(w.provincial, place, 'visit', {
        occurred_on: '2021-05-04',
        visitors: '省青志协',
        findings: '场所七月才交付',
        advice: '顺延',
      })
    ).body.id;
  const correct = async (place: TestOrganization) =>
    w.attribute(w.provincial, county, 'policy_sheet', body('2021-07-31'), { source_task_id: await visit(place) });
  expect((await correct(w.neighbour)).body.code).toBe('organizations.not_own_county');
  expect((await correct(county)).status).toBe(200);
  const shown = await line('佛冈县');
  expect(shown).toMatchObject({ due_on: '2021-07-31', days_left: 86 });
  expect(shown.sources.find((one) => one.cell === 'due')).toMatchObject({
    organization_id: county.id,
    visited_on: '2021-05-04',
    before: '2021-06-01',
  });
});

test('G27 a county that goes from 未成立 to 已成立 changes class and gets the next guidance', async () => {
  const county = await w.named('英德市');
  expect(await line('英德市')).toMatchObject({
    class: '未成立',
    next_step: '成立辅导：章程、发起会员、民政登记',
    state: 'behind',
  });
  const made = await w.association(w.municipal, county);
  expect(await line('英德市')).toMatchObject({
    class: '已成立',
    next_step: '规范化辅导：制度、会议、人员、台账',
    state: 'due',
  });
  const task = await w.task(w.municipal, made, 'guidance', { title: '规范化培训第二期', due_on: '2021-06-01' });
  expect(task.status).toBe(200);
  expect((await w.list(w.municipal, 'guidance', w.city)).rows[0]).toMatchObject({
    organization_name: '英德市青年志愿者协会',
    detail: '规范化培训第二期',
  });
});

test('G36 the self-check turns failed items into corrections with a deadline, closed only with proof', async () => {
  const checked = await w.t.post<{ corrections: number }>(w.local, `/api/organizations/${association.id}/self-checks`, {
    items: [
      { title: '章程备案', is_passed: true, due_on: null },
      { title: '会员名册', is_passed: false, due_on: '2021-05-30' },
    ],
  });
  expect(checked.body.corrections).toBe(1);
  expect((await w.record(w.local, association)).last_self_check).toMatchObject({
    items: 2,
    failed: 1,
    by_name: w.local.name,
  });
  const correction = (await w.record(w.local, association)).tasks.find((task) => task.kind === 'correction')!;
  expect((await w.close(w.local, correction.id)).body.code).toBe('organizations.evidence_missing');
  const proof = await w.document(w.local, association, 'proof', '会员名册');
  expect((await w.close(w.local, correction.id, { document_id: proof })).status).toBe(200);
  expect((await w.list(w.municipal, 'corrections', w.city)).rows[0]).toMatchObject({
    state: 'ok',
    detail: '会员名册，已销号',
  });
});

test('G39 L87 standardised is refused while required documents are missing; then the city list shows state and growth', async () => {
  const refused = await w.attribute(w.municipal, association, 'standardised', { document: '清团〔2021〕8号' });
  expect(refused.body).toMatchObject({
    code: 'organizations.papers_missing',
    message: '还缺：章程、会员管理制度、财务制度、志愿服务记录制度、会议制度，补齐后再定为规范',
  });
  for (const title of ['章程', '会员管理制度', '财务制度', '志愿服务记录制度', '会议制度'])
    await w.document(w.local, association, 'system', title);
  expect((await w.attribute(w.local, association, 'standardised', { document: '自定' })).body.code).toBe(
    'organizations.superior_only',
  );
  expect((await w.attribute(w.municipal, association, 'standardised', { document: '清团〔2021〕8号' })).status).toBe(
    200,
  );
  expect(await line('阳山县')).toMatchObject({ state: 'ok', class: '已规范' });
  const team = await w.found(w.local, association, 'team', '护河队');
  const volunteer = await w.t.volunteer('林晓禾', team);
  await w.t.setUp((writer) =>
    writer.run({
      strings: [
        'insert into memberships (volunteer_id, id, organization_id, joined_on) values (',
        ', gen_random_uuid(), ',
        ", '2021-03-01')",
      ],
      values: [volunteer.id, team.id],
    }),
  );
  const row = (await w.list(w.municipal, 'standardisation', w.city)).rows.find(
    (one) => one.organization_name === '阳山县青年志愿者协会',
  );
  expect(row?.detail).toBe('已规范；队伍 1 支，会员 1 人，一年增加 1 人');
});

test('G65 R43 a city is fully covered only when every county is standardised', async () => {
  const city = (await w.overview(w.provincial, w.province)).figures.cities_full.find((one) => one.name_zh === '清远市');
  expect(city?.coverage).toBe('1/8');
});

test('G43 G71 the association page shows who supported its founding and on what occasion', async () => {
  const jinping = await w.association(w.provincial, await w.named('金平区'));
  const local = await w.t.person('金平干部', [
    { permissions: ['organizations.read', 'organizations.edit'], at: await w.named('金平区') },
  ]);
  await w.attribute(local, jinping, 'supporter', {
    item: '金平区委宣传部',
    occasion: '新时代文明实践中心建设',
    is_civilisation_practice: true,
  });
  const shown = (await w.record(local, jinping)).attributes.find((attribute) => attribute.kind === 'supporter');
  expect(shown).toMatchObject({
    item: '金平区委宣传部',
    body: { occasion: '新时代文明实践中心建设', is_civilisation_practice: true },
  });
});

test('G63 a brand project names the league branch that carries it', async () => {
  const branch = await w.found(w.local, association, 'league_branch', '青协团支部');
  await w.attribute(w.local, association, 'carrier', { item: '连江护河', branch_id: branch.id });
  expect(
    (await w.record(w.local, association)).attributes.find((attribute) => attribute.kind === 'carrier'),
  ).toMatchObject({
    item: '连江护河',
    body: { branch_id: branch.id },
  });
  const county = await w.attribute(w.local, association, 'carrier', { item: '连江护河', branch_id: w.county.id });
  expect(county).toMatchObject({
    status: 422,
    body: { code: 'organizations.carrier_not_league', field: 'body.branch_id' },
  });
  const pairing = await w.attribute(w.local, association, 'pairing', { item: association.id, plan: '每月一次' });
  expect(pairing).toMatchObject({ status: 422, body: { code: 'organizations.not_a_community', field: 'body.item' } });
});

test('G66 the organisation page lists trainings held and stations added in the year', async () => {
  await w.task(w.local, association, 'training_held', { title: '骨干培训', occurred_on: '2021-03-12', people: 40 });
  await w.task(w.local, association, 'training_held', { title: '去年的培训', occurred_on: '2020-12-31', people: 40 });
  await w.found(w.local, association, 'station', '北门服务站', { founded_on: '2021-02-01' });
  expect((await w.record(w.local, association)).vitality).toMatchObject({ trainings: 1, stations: 1 });
});

test('G07 the hub page lists every organisation, team and station of the county', async () => {
  expect((await w.record(w.local, association)).hub.map((one) => one.name_zh)).toEqual(
    expect.arrayContaining(['护河队', '北门服务站']),
  );
});

test('G72 a member opens the guidance of the own association and of those above; an outsider sees none of it', async () => {
  const team = await w.found(w.local, association, 'team', '指引一队');
  const guide = await w.document(w.local, association, 'guidance', '会员服务手册');
  await w.document(w.local, association, 'minutes', '理事会会议记录');
  const member = await w.t.volunteer('林晓禾', team);
  const outsider = await w.t.volunteer('何小舟', w.neighbour);
  const url = `/api/organizations/${team.id}/guidance`;
  const read = await w.t.get<{ rows: { id: string; title: string; organization_name: string }[] }>(member, url);
  expect(read.body.rows).toEqual([
    expect.objectContaining({ id: guide, title: '会员服务手册', organization_name: association.name }),
  ]);
  const file = await w.fileOf(guide);
  const opened = await w.t.get(member, file);
  expect(opened.raw.toString()).toBe('%PDF 会员服务手册');
  expect((await w.t.get(outsider, url)).status).toBe(404);
  expect((await w.t.get(outsider, file)).status).toBe(404);
});

test('G32 what the answer offers at a county is what each level may do there, and nothing else', async () => {
  type Offered = { may_set: string[]; may_correct: string[]; may_open: string[] };
  const attributes = {
    policy_sheet: { problems: '缺人', measures: '招人', person: '县干部', deadline: '2021-12-01' },
    area: { name: '北片' },
    watcher: { name: '市干部' },
  };
  const tasks = {
    bottleneck: { type: 'staff', title: '缺专职', due_on: null },
    visit: { occurred_on: '2021-05-05', visitors: '省里', findings: '缺人', advice: '招人' },
    instruction: { title: '补人', text: '六月前到位', due_on: '2021-06-30' },
    guidance: { title: '登记辅导', due_on: null },
  };
  const refused = (status: number) => status === 403 || status === 422;
  for (const who of [w.local, w.municipal, w.provincial]) {
    const offered = (await w.t.get<Offered>(who, `/api/organizations/${w.neighbour.id}/profile`)).body;
    for (const [kind, body] of Object.entries(attributes)) {
      const sent = await w.attribute(who, w.neighbour, kind, body);
      expect([who.name, kind, sent.status === 200, sent.status === 404 || refused(sent.status)]).toEqual([
        who.name,
        kind,
        offered.may_set?.includes(kind) ?? false,
        !(offered.may_set?.includes(kind) ?? false),
      ]);
    }
    for (const [kind, body] of Object.entries(tasks)) {
      expect([who.name, kind, (await w.task(who, w.neighbour, kind, body)).status === 200]).toEqual([
        who.name,
        kind,
        offered.may_open?.includes(kind) ?? false,
      ]);
    }
  }
  const visitable = async (who: typeof w.local, at: TestOrganization) =>
    (await w.t.get<{ visitable: string[] }>(who, `/api/county-overview?organization_id=${at.id}`)).body.visitable;
  expect(await visitable(w.local, w.county)).toEqual([]);
  expect(await visitable(w.municipal, w.county)).toEqual([w.county.id]);
  const lists = async (who: typeof w.local, at: TestOrganization) =>
    (await w.t.get<{ can: object }>(who, `/api/organization-lists/surveys?organization_id=${at.id}`)).body.can;
  expect(await lists(w.local, w.county)).toEqual({ select: true, survey: false });
  expect(await lists(w.municipal, w.city)).toEqual({ select: true, survey: true });
  expect(
    (
      await w.t.post<{ code: string }>(w.local, `/api/organizations/${w.county.id}/surveys`, {
        title: '自问',
        questions: ['几人'],
        due_on: '2021-06-01',
      })
    ).body.code,
  ).toBe('organizations.superior_only');
});
