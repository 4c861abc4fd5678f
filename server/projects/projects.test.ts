import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing/test-app.ts';
import { makeFixtures, leading, proposal, publish, river, shift, type Fixtures } from './fixtures.ts';

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  fixtures = await makeFixtures(t);
});
afterAll(async () => {
  await t.close();
});

const newProject = async (change: object = {}): Promise<string> =>
  (
    await t.post<{ id: string }>(fixtures.leader, '/api/projects', {
      organization_id: fixtures.county.id,
      ...proposal,
      ...change,
    })
  ).body.id;

describe('P37 R21 four stages', () => {
  test('P37 with an activity still to come neither the summary stage nor the closing passes, and it is named', async () => {
    const id = await newProject();
    const activity = await publish(
      t,
      { ...fixtures, project_id: id },
      { title: '讲老故事', shifts: [shift('2026-12-20', '09:00', '12:00')] },
    );
    const enter = (stage: string) => t.put(fixtures.leader, `/api/projects/${id}/stages/${stage}`, { note: '' });
    for (const stage of ['recruitment', 'training', 'service']) expect((await enter(stage)).status).toBe(200);
    const close = () => t.put(fixtures.leader, `/api/projects/${id}/closing`, { summary: '讲了四场老故事' });
    expect((await enter('summary')).body).toMatchObject({
      code: 'projects.unfinished',
      message: '还有 1 场活动没办完，办完或取消再来：讲老故事（2026-12-20）',
    });
    await t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '场地不开' });
    expect((await enter('summary')).status).toBe(200);
    const late = await publish(
      t,
      { ...fixtures, project_id: id },
      { title: '再讲一场', shifts: [shift('2026-12-21', '09:00', '12:00')] },
    );
    expect((await close()).body).toMatchObject({ code: 'projects.unfinished' });
    expect(
      (await t.get<{ close_problem: string | null; can: { close: boolean } }>(fixtures.leader, `/api/projects/${id}`))
        .body,
    ).toMatchObject({ can: { close: false }, close_problem: expect.stringContaining('再讲一场') as string });
    const draft = await t.post<{ id: string }>(fixtures.leader, '/api/activities', {
      project_id: id,
      ...river,
      title: '草稿',
      shifts: [shift('2026-12-22', '09:00', '12:00')],
    });
    await t.put(fixtures.leader, `/api/activities/${late.id}/cancellation`, { reason: '场地不开' });
    expect((await close()).status).toBe(200);
    expect((await t.put(fixtures.leader, `/api/activities/${draft.body.id}/submission`, {})).body).toMatchObject({
      code: 'projects.closed',
    });
  });

  test('P37 R21 stages are entered in order; a skip is refused and named; closing needs the summary', async () => {
    const id = await newProject();
    const enter = (stage: string) => t.put(fixtures.leader, `/api/projects/${id}/stages/${stage}`, { note: '' });
    expect((await enter('training')).body).toMatchObject({
      code: 'projects.stage_skipped',
      message: '先完成“宣传招募”，再进入“培训管理”',
    });
    expect((await enter('recruitment')).status).toBe(200);
    expect((await enter('service')).body).toMatchObject({
      code: 'projects.stage_skipped',
      message: '先完成“培训管理”，再进入“服务保障”',
    });
    for (const stage of ['training', 'service']) expect((await enter(stage)).status).toBe(200);
    expect((await t.put(fixtures.leader, `/api/projects/${id}/closing`, { summary: '办了 12 场' })).body).toMatchObject(
      {
        code: 'projects.stage_skipped',
      },
    );
    expect((await enter('summary')).status).toBe(200);
    expect((await enter('summary')).body).toMatchObject({ code: 'projects.stage_repeated' });
    expect((await t.put(fixtures.leader, `/api/projects/${id}/closing`, { summary: ' ' })).body).toMatchObject({
      code: 'projects.summary_missing',
    });
    expect(
      (
        await t.put(fixtures.leader, `/api/projects/${id}/closing`, {
          summary: '办了 12 场，320 人次',
          praised: '周敏等 12 人',
        })
      ).status,
    ).toBe(200);
    const shown = await t.get<{ stages: { entered_by_name: string }[]; closing: object; can: object }>(
      fixtures.leader,
      `/api/projects/${id}`,
    );
    expect(shown.body.stages.map((stage) => stage.entered_by_name)).toEqual(['周敏', '周敏', '周敏', '周敏']);
    expect(shown.body.closing).toMatchObject({ summary: '办了 12 场，320 人次', closed_by_name: '周敏' });
    expect(shown.body.can).toEqual({
      edit: false,
      enter_stage: false,
      close: false,
      link_partner: false,
      write_activity: false,
    });
    expect((await t.put(fixtures.leader, `/api/projects/${id}`, proposal)).body).toMatchObject({
      code: 'projects.closed',
    });
  });

  test('P37 two people entering the same stage at once: one record', async () => {
    const id = await newProject();
    const both = await Promise.all(
      [fixtures.leader, fixtures.colleague].map((who) => t.put(who, `/api/projects/${id}/stages/recruitment`, {})),
    );
    expect(both.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
  });
});

test('L11 R28 a proposal without one of the three answers is refused; the reviewer sees all three', async () => {
  const refused = await t.post(fixtures.leader, '/api/projects', {
    organization_id: fixtures.county.id,
    ...proposal,
    principles: { ...proposal.principles, social_need: ' ' },
  });
  expect(refused.body).toMatchObject({
    code: 'projects.principle_missing',
    field: 'social_need',
    message: '还要回答“社会需要”，三条原则都要写',
  });
  const shown = await t.get<{ principles: object }>(fixtures.superior, `/api/projects/${fixtures.project_id}`);
  expect(shown.body.principles).toEqual(proposal.principles);
});

test('P38 a partner is linked and shown, once', async () => {
  const id = await newProject();
  expect(
    (
      await t.post(fixtures.leader, `/api/projects/${id}/partners`, {
        name: '云汀水务公司',
        contribution: '手套和运输',
      })
    ).status,
  ).toBe(200);
  expect(
    (await t.post(fixtures.leader, `/api/projects/${id}/partners`, { name: '云汀水务公司', contribution: '再来一次' }))
      .body,
  ).toMatchObject({ code: 'projects.partner_repeated' });
  expect((await t.get<{ partners: object[] }>(fixtures.leader, `/api/projects/${id}`)).body.partners).toMatchObject([
    { name: '云汀水务公司', contribution: '手套和运输' },
  ]);
});

test('P36 a repeated activity becomes a project, and the past activities hang below it', async () => {
  const held = [];
  for (const day of ['2026-11-28', '2026-12-05', '2026-12-12'])
    held.push(
      await publish(t, fixtures, {
        title: '星期六图书角',
        category: 'community',
        topics: [],
        shifts: [shift(day, '09:00', '11:00')],
      }),
    );
  const repeated = async () =>
    (
      await t.get<{ rows: { title: string; times: number; to_come: number; activity_ids: string[] }[] }>(
        fixtures.leader,
        '/api/repeated-activities',
      )
    ).body.rows.find((row) => row.title === '星期六图书角');
  expect(await repeated(), 'what is still to come was not held').toMatchObject({ times: 0, to_come: 3 });
  const before = t.now;
  t.now = new Date('2026-12-06T02:00:00Z');
  expect(await repeated()).toMatchObject({ times: 2, to_come: 1, activity_ids: held.map((each) => each.id) });
  t.now = before;
  const made = await t.post<{ id: string; activities: number }>(fixtures.leader, '/api/project-conversions', {
    ...proposal,
    title: '星期六图书角',
    category: 'community',
    activity_ids: held.map((each) => each.id),
  });
  expect(made.body.activities).toBe(3);
  const project = await t.get<{ activities: { id: string }[] }>(fixtures.leader, `/api/projects/${made.body.id}`);
  expect(project.body.activities.map((each) => each.id).sort()).toEqual(held.map((each) => each.id).sort());
});

test('P75 national projects are found by their mark, with the host unit here', async () => {
  await newProject({ title: '全国青少年科普志愿行', is_national: true });
  const found = await t.get<{ rows: { title: string; organization_name: string }[] }>(
    fixtures.leader,
    '/api/projects?is_national=true',
  );
  expect(found.body.rows.map((row) => [row.title, row.organization_name])).toEqual([
    ['全国青少年科普志愿行', '云汀区青年志愿者协会'],
  ]);
});

test('lists are cut to the grants, and another county’s project is not found', async () => {
  const other = await t.organization('青溪区青年志愿者协会');
  const stranger = await t.person('别区干部', [{ permissions: leading, at: other }]);
  expect((await t.get<{ rows: object[] }>(stranger, '/api/projects')).body.rows).toEqual([]);
  expect((await t.get(stranger, `/api/projects/${fixtures.project_id}`)).status).toBe(404);
  expect((await t.post(stranger, '/api/projects', { organization_id: fixtures.county.id, ...proposal })).status).toBe(
    404,
  );
  expect(
    (await t.post(fixtures.superior, '/api/projects', { organization_id: fixtures.county.id, ...proposal })).body,
  ).toMatchObject({ code: 'core.forbidden' });
});

test('projects page by keyset, the newest first, without losing or doubling a row', async () => {
  const titles = [];
  for (let index = 0; index < 5; index += 1) titles.push(await newProject({ title: `分页 ${index}` }));
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await t.get<{ rows: { id: string }[]; next_cursor: string | null }>(
      fixtures.leader,
      `/api/projects?limit=2&q=${encodeURIComponent('分页')}${cursor}`,
    );
    seen.push(...page.body.rows.map((row) => row.id));
    cursor = page.body.next_cursor === null ? '' : `&cursor=${page.body.next_cursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(titles.reverse());
});

test('P18 P26 R20 R23 S38 the figures of a year: quotas, months without, counts by topic, service days', async () => {
  const here = await t.organization('青溪县青年志愿者协会', null, { level: 'county' });
  const clerk = await t.person('青溪干部', [{ permissions: [...leading, 'projects.approve'], at: here }]);
  const own = { ...fixtures, county: here, leader: clerk };
  for (const [index, category] of ['community', 'culture', 'elderly_and_disabled'].entries()) {
    const made = await t.post<{ id: string }>(clerk, '/api/projects', {
      organization_id: here.id,
      ...proposal,
      category,
      topics: ['key_field/ecology'],
    });
    await publish(
      t,
      { ...own, project_id: made.body.id },
      {
        category,
        topics: ['panzhihua_series/love_in_community'],
        shifts: [shift('2026-12-20', `1${index}:00`, `1${index}:50`)],
      },
    );
  }
  const figures = await t.get<Record<string, unknown>>(
    clerk,
    `/api/project-figures?organization_id=${here.id}&year=2026`,
  );
  expect(figures.body).toMatchObject({
    published: { have: 3, met: true },
    categories: { have: 3, missing: 2, met: false },
    by_topic: [
      { topic: 'panzhihua_series/love_in_community', activities: 3 },
      { topic: 'key_field/ecology', projects: 3 },
    ],
  });
  expect(figures.body['months_without']).toEqual(
    ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map((month) => `2026-${month}`),
  );
  const marked = figures.body['service_days'] as { day: string; activities: number }[];
  expect(marked.find((day) => day.day === '2026-12-20')?.activities).toBe(3);
  expect(marked.some((day) => day.day === '2026-12-05')).toBe(true);
});

test('L45 an activity needs a project', async () => {
  const answer = await t.post(fixtures.leader, '/api/activities', {
    title: '没有项目',
    description: '',
    category: 'community',
    place: '社区服务中心一楼',
    risk_statement: '地面湿滑，注意脚下安全',
    shifts: [shift('2026-12-01', '09:00', '10:00')],
  });
  expect(answer.status).toBe(400);
  expect((answer.body as { field?: string }).field).toBe('project_id');
});

test('P31 P35 P41 S41 an activity picks from a list, and the year’s report counts by topic', async () => {
  const here = await t.organization('主题县青年志愿者协会', null, { level: 'county' });
  const clerk = await t.person('主题县干部', [{ permissions: leading, at: here }]);
  const made = await t.post<{ id: string }>(clerk, '/api/projects', {
    organization_id: here.id,
    ...proposal,
    category: 'community',
  });
  const own = { ...fixtures, county: here, leader: clerk, project_id: made.body.id };
  const picked = [
    ['key_field/ecology', 'education_theme/third_front'],
    ['panzhihua_series/love_on_the_way', 'neighbour_plan/whole_family'],
    ['panzhihua_series/love_on_the_way'],
  ];
  for (const [index, topics] of picked.entries())
    await publish(t, own, {
      category: 'community',
      topics,
      shifts: [shift('2026-12-10', `1${index}:00`, `1${index}:50`)],
    });
  const figures = await t.get<{ by_topic: { topic: string; activities: number }[] }>(
    clerk,
    `/api/project-figures?organization_id=${here.id}&year=2026`,
  );
  const count = (topic: string): number | undefined =>
    figures.body.by_topic.find((row) => row.topic === topic)?.activities;
  expect(
    [
      'panzhihua_series/love_on_the_way',
      'key_field/ecology',
      'education_theme/third_front',
      'neighbour_plan/whole_family',
      'panzhihua_series/love_in_community',
    ].map(count),
  ).toEqual([2, 1, 1, 1, undefined]);
  // each figure opens its rows: the activities of the year with this topic, and those alone
  const listed = async (query: string) =>
    (await t.get<{ rows: object[] }>(clerk, `/api/activities?organization_id=${here.id}&${query}`)).body.rows.length;
  expect([
    await listed('topic=panzhihua_series/love_on_the_way&from=2026-01-01&until=2026-12-31'),
    await listed('topic=education_theme/third_front'),
    await listed('topic=panzhihua_series/love_in_community'),
  ]).toEqual([2, 1, 0]);
  expect(await listed('topic=panzhihua_series/love_on_the_way&from=2027-01-01&until=2027-12-31')).toBe(0);
});

test('S55 the brand’s page counts its activities by theme', async () => {
  const brand = await t.post<{ id: string }>(fixtures.leader, '/api/projects', {
    organization_id: fixtures.county.id,
    ...proposal,
    category: 'community',
    title: '邻舍+',
    brand: '邻舍+',
  });
  const own = { ...fixtures, project_id: brand.body.id };
  for (const [index, theme] of ['five_waters', 'five_waters', 'manhole_covers'].entries()) {
    await publish(t, own, {
      category: 'community',
      is_parent_child: true,
      topics: [`parent_child_theme/${theme}`],
      shifts: [shift('2026-12-11', `1${index}:00`, `1${index}:50`)],
    });
  }
  const page = await t.get<{ topic_counts: object[] }>(fixtures.leader, `/api/projects/${brand.body.id}`);
  expect(page.body.topic_counts).toEqual(
    expect.arrayContaining([
      { topic: 'parent_child_theme/five_waters', activities: 2 },
      { topic: 'parent_child_theme/manhole_covers', activities: 1 },
    ]),
  );
});

test('G63 the project names the league branch that its organisation recorded as carrying it', async () => {
  const id = await newProject({ title: '亲情连线' });
  const branch = await t.organization('云汀区团支部', fixtures.county, { kind: 'league_branch', level: 'county' });
  const shown = () => t.get<{ carried_by: { name_zh: string } | null }>(fixtures.leader, `/api/projects/${id}`);
  expect((await shown()).body.carried_by).toBeNull();
  const clerk = await t.person('何文', [
    { permissions: ['organizations.read', 'organizations.edit'], at: fixtures.county },
  ]);
  expect(
    (
      await t.post(clerk, `/api/organizations/${fixtures.county.id}/attributes`, {
        kind: 'carrier',
        body: { item: '亲情连线', branch_id: branch.id },
        valid_from: '2026-11-01',
      })
    ).status,
  ).toBe(200);
  expect((await shown()).body.carried_by).toEqual({ id: branch.id, name_zh: '云汀区团支部' });
});
