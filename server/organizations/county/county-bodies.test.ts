import { businessDate } from '../../../domain/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { Province } from '../fixtures.ts';
import type { TestOrganization } from '../../testing/test-app.ts';

/** Associations, units and groups of a city (L, P, Q, S), over HTTP. */
let w: Province;
let association: TestOrganization;
let committee: TestOrganization;
beforeAll(async () => {
  w = await Province.open('2021-05-06T02:00:00Z');
  association = await w.association(w.local, w.county);
  committee = await w.found(w.municipal, w.city, 'league_committee', '共青团清远市委');
});
afterAll(async () => {
  await w.t.close();
});

test('L40 P12 an organisation sees its missing papers, the guide sees all unregistered ones and the registered number', async () => {
  await w.document(w.local, association, 'paper', '章程草案');
  const follows = (await w.record(w.local, association)).follows;
  expect(follows).toMatchObject({
    registration: 'collecting',
    missing_papers: ['发起人名册', '场所证明', '业务主管单位批准', '验资报告'],
  });
  const unregistered = await w.list(w.municipal, 'unregistered', w.city);
  expect(unregistered.rows[0]).toMatchObject({
    organization_name: '阳山县青年志愿者协会',
    state: 'behind',
    detail: '缺 发起人名册、场所证明、业务主管单位批准、验资报告',
  });
  expect(
    (await w.attribute(w.local, association, 'registration', { registry_number: '12345', registered_on: '2021-04-30' }))
      .body.code,
  ).toBe('organizations.registry_number_length');
  await w.attribute(w.local, association, 'registration', {
    registry_number: '51441823MJ0000001R',
    registered_on: '2021-04-30',
  });
  expect((await w.list(w.municipal, 'unregistered', w.city)).rows[0]).toMatchObject({
    state: 'ok',
    detail: '51441823MJ0000001R',
    on: '2021-04-30',
  });
});

test('P20 P21 P22 R18 F154 three members: must found, with a warning until founded; two: own refused, joint accepted', async () => {
  const state = (league_members: number, league_form: string | null) =>
    w.attribute(w.local, association, 'league_state', {
      league_members,
      league_form,
      joint_with: league_form === 'joint' ? '县社会组织联合团支部' : null,
      party_members: 1,
      has_party_organization: false,
    });
  await state(3, null);
  expect((await w.record(w.local, association)).follows.league_duty).toBe('own');
  expect((await w.list(w.municipal, 'league_duty', w.city)).rows[0]).toMatchObject({
    state: 'behind',
    detail: '团员 3 人，必须建立团组织，党员 1 人',
  });
  expect((await state(3, 'own')).status).toBe(200);
  expect((await w.record(w.local, association)).follows).toMatchObject({ league_duty: 'own', league_built: 'own' });
  expect((await w.list(w.municipal, 'league_duty', w.city)).rows[0]).toMatchObject({
    state: 'ok',
    detail: '团员 3 人，已建团组织，党员 1 人',
  });
  const refused = await state(2, 'own');
  expect(refused.body).toMatchObject({
    code: 'organizations.own_league_refused',
    message: '团员 2 人，不足 3 人，请加入联合团组织',
  });
  const unnamed = await w.attribute(w.local, association, 'league_state', {
    league_members: 2,
    league_form: 'joint',
    joint_with: null,
    party_members: 1,
    has_party_organization: false,
  });
  expect(unnamed.body).toMatchObject({ code: 'organizations.joint_league_unnamed' });
  expect((await state(2, 'joint')).status).toBe(200);
  const list = await w.list(w.municipal, 'league_duty', w.city);
  expect(list).toMatchObject({ share: '100%', denominator: 1, counted: 1 });
  expect(list.rows[0]).toMatchObject({
    state: 'ok',
    detail: '团员 2 人，已加入联合团组织（县社会组织联合团支部），党员 1 人',
  });
});

test('P13 R69 an overdue meeting is flagged until it is held with its minutes', async () => {
  const overdue = await w.list(w.municipal, 'meetings_overdue', w.city);
  expect(overdue.rows[0]).toMatchObject({ state: 'late', detail: '会员代表大会逾期、理事会逾期、常务理事会逾期' });
  const meeting = (kind: string, document_id: string) =>
    w.task(w.local, association, 'meeting', { meeting: kind, occurred_on: '2021-04-20', document_id });
  expect((await meeting('council', w.county.id)).body.code).toBe('organizations.minutes_missing');
  const minutes = await w.document(w.local, association, 'minutes', '理事会会议记录');
  for (const kind of ['member_congress', 'council', 'standing_council'])
    expect((await meeting(kind, minutes)).status).toBe(200);
  expect((await w.list(w.municipal, 'meetings_overdue', w.city)).rows[0]).toMatchObject({
    state: 'ok',
    detail: '按期',
  });
  const { meetings } = (await w.record(w.local, association)).follows;
  expect(meetings[2]).toEqual({
    meeting: 'standing_council',
    last_on: '2021-04-20',
    due_on: '2021-07-20',
    is_overdue: false,
    document_id: minutes,
  });
  expect(
    (await w.t.post(w.local, `/api/organization-documents/${minutes}/withdrawal`, { reason: '传错' })).status,
  ).toBe(200);
  expect((await w.record(w.local, association)).follows.meetings[2]).toEqual({
    meeting: 'standing_council',
    last_on: null,
    due_on: '2020-04-01',
    is_overdue: true,
    document_id: null,
  });
  expect((await w.record(w.local, w.county)).follows.meetings).toEqual([]);
});

test('L41 the profile requires a direction', async () => {
  expect((await w.attribute(w.local, association, 'direction', { direction: '', content: '' })).status).toBe(400);
  const before = await w.list(w.municipal, 'directions', w.city);
  expect(before).toMatchObject({ denominator: 1, counted: 0 });
  expect(before.rows[0]).toMatchObject({
    organization_name: association.name,
    state: 'behind',
    detail: '还没写服务方向',
  });
  expect(
    (await w.attribute(w.local, association, 'direction', { direction: '关爱留守儿童', content: '假期课堂、亲情连线' }))
      .status,
  ).toBe(200);
  expect((await w.list(w.municipal, 'directions', w.city)).rows[0]).toMatchObject({
    state: 'ok',
    detail: '关爱留守儿童：假期课堂、亲情连线',
  });
});

test('L51 the organisation sees its contact officer; those without one are flagged', async () => {
  const other = await w.association(w.municipal, w.neighbour);
  await w.attribute(w.local, association, 'contact_officer', {
    name: '林干事',
    phone: '0763-0000000',
    from_unit: '团县委',
  });
  expect(
    (await w.record(w.local, association)).attributes.find((attribute) => attribute.kind === 'contact_officer')?.body,
  ).toMatchObject({ name: '林干事' });
  const list = await w.list(w.municipal, 'without_contact_officer', w.city);
  expect(list.rows.map((row) => [row.organization_name, row.state])).toEqual([
    [other.name, 'behind'],
    [association.name, 'ok'],
  ]);
});

test('L34 a community shows its paired organisation with plan and start; unpaired ones are listed', async () => {
  const town = await w.found(w.local, w.county, 'town', '阳城镇');
  const [first, second] = [
    await w.found(w.local, town, 'village', '城南社区'),
    await w.found(w.local, town, 'village', '城北社区'),
  ];
  await w.attribute(
    w.local,
    association,
    'pairing',
    { item: first.id, plan: '每月一次助老' },
    { valid_from: '2021-03-01' },
  );
  const list = await w.list(w.local, 'unpaired_communities', w.county);
  expect(list.rows.map((row) => [row.organization_name, row.state, row.on, row.detail])).toEqual([
    ['城南社区', 'ok', '2021-03-01', '阳山县青年志愿者协会：每月一次助老'],
    [second.name, 'behind', null, '没有结对组织'],
  ]);
});

test('L34 G63 G66 the page of a community names who is paired with it, of a branch what it carries, of an association its trainings and stations', async () => {
  expect((await w.relations(w.local, await w.named('城南社区'))).paired_by).toEqual([
    { id: association.id, name_zh: association.name, plan: '每月一次助老', since: '2021-03-01' },
  ]);
  expect((await w.relations(w.local, await w.named('城北社区'))).paired_by).toEqual([]);
  const branch = await w.found(w.local, w.county, 'league_branch', '阳山县机关团支部');
  await w.attribute(w.local, association, 'carrier', { item: '亲情连线', branch_id: branch.id });
  expect((await w.relations(w.local, branch)).carried).toEqual([
    { organization_id: association.id, organization_name: association.name, project: '亲情连线' },
  ]);
  await w.task(w.local, association, 'training_held', { title: '骨干培训', occurred_on: '2021-05-04', people: 30 });
  await w.task(w.local, association, 'training_held', { title: '去年的培训', occurred_on: '2020-12-31', people: 30 });
  const station = await w.found(w.local, association, 'station', '城东青年之家', { founded_on: '2021-01-01' });
  await w.found(w.local, association, 'station', '老阵地', { founded_on: '2020-12-31' });
  expect(await w.relations(w.local, association)).toMatchObject({
    trainings: [{ title: '骨干培训', occurred_on: '2021-05-04' }],
    stations: [{ id: station.id, name_zh: '城东青年之家', founded_on: '2021-01-01' }],
  });
});

test('L54 F046 the tree drills county, township, village; levels without a service unit are listed', async () => {
  const missing = (await w.list(w.local, 'levels_without_service', w.county)).rows.map((row) => row.organization_name);
  expect(missing).toEqual(expect.arrayContaining(['阳城镇', '城南社区', '城北社区']));
  const village = await w.named('城南社区');
  await w.found(w.local, village, 'station', '城南青年之家');
  const after = (await w.list(w.local, 'levels_without_service', w.county)).rows.map((row) => row.organization_name);
  expect(after).not.toContain('城南社区');
  expect(after).toContain('城北社区');
  const compound = await w.found(w.local, await w.named('城北社区'), 'compound', '桂花苑');
  expect(
    (await w.list(w.local, 'levels_without_service', w.county)).rows.map((row) => row.organization_name),
    'a compound alone serves nobody',
  ).toContain('城北社区');
  await w.found(w.local, compound, 'team', '桂花苑邻舍队');
  const inside = (await w.list(w.local, 'levels_without_service', w.county)).rows.map((row) => row.organization_name);
  expect(inside, 'a team in a compound stands inside the community').not.toContain('城北社区');
  expect(inside, 'and is not the service of the township').toContain('阳城镇');
});

test('L39 the organisation page shows team and member growth by year', async () => {
  await w.found(w.local, association, 'team', '老队', { founded_on: '2020-03-01' });
  const team = await w.found(w.local, association, 'team', '新队', { founded_on: '2021-03-01' });
  const volunteer = await w.t.volunteer('林晓禾', team);
  await w.t.setUp((writer) =>
    writer.run(
      sql`insert into memberships (volunteer_id, id, organization_id, joined_on) values (${volunteer.id}, gen_random_uuid(), ${team.id}, '2021-03-05')`,
    ),
  );
  expect((await w.record(w.local, association)).growth.slice(-2)).toEqual([
    { year: 2020, teams: 1, members: 0 },
    { year: 2021, teams: 2, members: 1 },
  ]);
});

test('P14 P15 F161 obliged units without a brigade are listed with the coverage; voluntary ones count and are never missing', async () => {
  const plant = await w.found(w.municipal, committee, 'unit', '市供电局');
  const mill = await w.found(w.municipal, committee, 'unit', '私营纸厂');
  const college = await w.found(w.municipal, committee, 'university', '清远职院');
  await w.attribute(w.municipal, plant, 'city_level', { is_city_level: true });
  const park = await w.found(w.municipal, w.city, 'park', '高新园区');
  await w.found(w.municipal, park, 'brigade', '园区志愿服务大队');
  const before = await w.list(w.municipal, 'brigades', w.city);
  expect(before).toMatchObject({ denominator: 2, counted: 0, share: '0%', by: [{ name: '自愿建立', count: 1 }] });
  expect(before.rows.filter((row) => row.state === 'behind').map((row) => row.organization_name)).toEqual([
    '市供电局',
    '清远职院',
  ]);
  for (const unit of [plant, college]) await w.found(w.municipal, unit, 'brigade', `${unit.name}志愿服务大队`);
  const after = await w.list(w.municipal, 'brigades', w.city);
  expect(after).toMatchObject({ denominator: 2, counted: 2, share: '100%' });
  expect(after.rows.map((row) => row.organization_name)).not.toContain(mill.name);
});

test('P09 P10 P11 the action centre stands under the city committee, shows missing set-up checks and its work under four duties', async () => {
  const centre = await w.found(w.municipal, committee, 'action_centre', '清远市青年志愿者行动中心');
  const page = await w.t.get<{ superiors: { name_zh: string }[] }>(w.municipal, `/api/organizations/${centre.id}`);
  expect(page.body.superiors.at(-1)?.name_zh).toBe('共青团清远市委');
  await w.attribute(w.municipal, centre, 'set_up', { item: 'office', note: '市青少年宫三楼' });
  expect((await w.record(w.municipal, centre)).follows.missing_set_up).toEqual(['staff', 'funds']);
  for (const duty of ['guidance', 'training', 'promotion', 'exchange'])
    await w.task(w.municipal, centre, 'duty_work', { duty, title: `${duty} 一次`, occurred_on: '2021-04-01' });
  const duties = (await w.record(w.municipal, centre)).tasks
    .filter((task) => task.kind === 'duty_work')
    .map((task) => task.body['duty'] as string);
  expect(duties.sort()).toEqual(['exchange', 'guidance', 'promotion', 'training']);
  expect((await w.relations(w.municipal, centre)).duties.map(({ duty, works }) => [duty, works.length])).toEqual([
    ['guidance', 1],
    ['training', 1],
    ['promotion', 1],
    ['exchange', 1],
  ]);
});

test('Q27 P07 F015 a leading group lists its members and founding document; adding a department is logged', async () => {
  const group = await w.found(w.municipal, w.city, 'leading_group', '乡村振兴专项行动领导小组');
  await w.document(w.municipal, group, 'founding', '清办〔2021〕3号');
  for (const item of ['团市委', '农业农村局', '人社局', '教育局', '财政局'])
    await w.attribute(w.municipal, group, 'group_member', { item });
  const record = await w.record(w.municipal, group);
  expect(
    record.attributes
      .filter((attribute) => attribute.kind === 'group_member')
      .map((attribute) => attribute.item)
      .sort(),
  ).toEqual(['人社局', '农业农村局', '团市委', '教育局', '财政局'].sort());
  expect(record.documents.map((document) => document.title)).toEqual(['清办〔2021〕3号']);
  await w.attribute(w.municipal, group, 'group_member', { item: '民政局' });
  const audit = await w.t.get<{ rows: { actor_name: string; after: { item: string } }[] }>(
    w.municipal,
    '/api/audit?action=organizations.set_group_member',
  );
  expect(audit.body.rows.some((row) => row.actor_name === '市干部' && row.after.item === '民政局')).toBe(true);
});

test('Q28 an office under the leading group is hosted by the league committee and its staff hold the office role', async () => {
  const group = await w.found(w.municipal, w.city, 'leading_group', '项目领导小组');
  const office = await w.found(w.municipal, group, 'office', '项目管理办公室（团市委）', { guiding_id: committee.id });
  const role = await w.t.post<{ id: string }>(w.municipal, '/api/roles', {
    organization_id: w.city.id,
    name_zh: '办公室人员',
    name_en: 'Office staff',
    permissions: ['organizations.read', 'organizations.edit'],
  });
  const clerk = await w.t.person('小陈');
  const granted = await w.t.post(w.municipal, '/api/grants', {
    person_id: clerk.id,
    role_id: role.body.id,
    organization_id: office.id,
    is_below: true,
    valid_from: businessDate(w.t.now),
    valid_until: null,
  });
  expect(granted.status).toBe(200);
  expect((await w.attribute(clerk, office, 'headcount', { members: 0, staff: 4 })).status).toBe(200);
  const children = await w.t.get<{ rows: { name_zh: string }[] }>(clerk, `/api/organizations?parent_id=${group.id}`);
  expect(children.body.rows.map((row) => row.name_zh)).toEqual(['项目管理办公室（团市委）']);
});

test('P08 each unit carries one role of the mechanism, and its actions follow it', async () => {
  for (const [name, role] of [
    ['市委', 'leads'],
    ['市文明办', 'coordinates'],
    ['市民政局', 'duty'],
  ] as const) {
    const unit = await w.found(w.municipal, w.city, 'department', name);
    await w.attribute(w.municipal, unit, 'mechanism_role', { role });
  }
  await w.attribute(w.municipal, committee, 'mechanism_role', { role: 'duty' }, { valid_from: '2021-01-01' });
  await w.attribute(w.municipal, committee, 'mechanism_role', { role: 'implements' });
  const list = await w.list(w.municipal, 'mechanism', w.city);
  expect(list.rows.map((row) => [row.organization_name, row.detail])).toEqual([
    ['市委', '统一领导（审定、查看）'],
    ['市文明办', '统筹协调（制定计划、督促、查看）'],
    ['市民政局', '按责履职（报送进展、查看）'],
    ['共青团清远市委', '推动落实（制定计划、报送进展、查看）'],
  ]);
});

test('P07 the group names its members, and each member unit sees on its own page that it belongs', async () => {
  const group = await w.found(w.municipal, w.city, 'leading_group', '青年志愿服务改革推进领导小组');
  const office = await w.named('市文明办');
  for (const unit of [office, committee])
    expect(
      (await w.attribute(w.municipal, group, 'group_member', { item: unit.name, organization_id: unit.id })).status,
    ).toBe(200);
  expect(
    (await w.attribute(w.municipal, group, 'group_member', { item: '市教育局', organization_id: null })).status,
  ).toBe(200);
  for (const unit of [office, committee]) {
    const lead = await w.t.person('牵头单位干部', [{ permissions: ['organizations.read'], at: unit }]);
    expect((await w.relations(lead, unit)).groups).toEqual([{ id: group.id, name_zh: group.name }]);
  }
  expect((await w.t.get(w.local, `/api/organizations/${office.id}/relations`)).status).toBe(404);
});

test('P50 a party–mass service centre shows the youth organisations it incubates and their state', async () => {
  const centre = await w.found(w.local, w.county, 'party_mass_centre', '城南党群服务中心');
  await w.attribute(
    w.local,
    centre,
    'incubated',
    { item: association.id, state: 'incubating' },
    { valid_from: '2021-01-01' },
  );
  await w.attribute(w.local, centre, 'incubated', { item: association.id, state: 'independent' });
  const incubated = (await w.record(w.local, centre)).attributes.filter((attribute) => attribute.kind === 'incubated');
  expect(incubated.map((attribute) => [attribute.item_name, attribute.body['state']])).toEqual([
    ['阳山县青年志愿者协会', 'independent'],
  ]);
});

test('Q31 the tree shows the league unit of rural volunteers', async () => {
  const town = await w.named('阳城镇');
  const branch = await w.found(w.local, town, 'league_branch', '阳城镇乡村振兴志愿者团支部');
  await w.attribute(w.local, branch, 'headcount', { members: 12, staff: 1 });
  const children = await w.t.get<{ rows: { name_zh: string; kind: string }[] }>(
    w.local,
    `/api/organizations?parent_id=${town.id}`,
  );
  expect(children.body.rows).toContainEqual(
    expect.objectContaining({ name_zh: '阳城镇乡村振兴志愿者团支部', kind: 'league_branch' }),
  );
  expect((await w.relations(w.local, town)).branches).toEqual([{ id: branch.id, name_zh: branch.name, leader: null }]);
  await w.attribute(w.local, branch, 'leader', { name: '林晓禾', post: '书记' });
  expect((await w.relations(w.local, town)).branches).toEqual([
    { id: branch.id, name_zh: branch.name, leader: '林晓禾' },
  ]);
  expect((await w.relations(w.local, branch)).leader).toEqual({ name: '林晓禾', post: '书记' });
});

test('P45 an organisation’s administrator works from one page: record, members’ growth, teams, documents and tasks', async () => {
  const page = await w.record(w.local, association);
  expect(page.can.edit).toBe(true);
  expect(page.hub.map((one) => one.name_zh)).toEqual(expect.arrayContaining(['新队', '城南青年之家']));
  expect(page.documents.length).toBeGreaterThan(0);
  expect(page.tasks.length).toBeGreaterThan(0);
  expect(page.growth).toHaveLength(5);
});

test('an attribute is ended with a reason and stays in the history', async () => {
  const made = await w.attribute(w.municipal, committee, 'area', { name: '直属' });
  expect(
    (
      await w.t.post(w.local, `/api/organization-attributes/${made.body.id}/end`, {
        ended_on: '2021-05-06',
        reason: '撤销片区',
      })
    ).status,
  ).toBe(404);
  expect(
    (
      await w.t.post(w.municipal, `/api/organization-attributes/${made.body.id}/end`, {
        ended_on: '2021-05-06',
        reason: '撤销片区',
      })
    ).status,
  ).toBe(200);
  const history = await w.t.get<{ rows: { valid_until: string; end_reason: string }[] }>(
    w.municipal,
    `/api/organizations/${committee.id}/attributes/area`,
  );
  expect(history.body.rows).toMatchObject([{ valid_until: '2021-05-05', end_reason: '撤销片区' }]);
});
