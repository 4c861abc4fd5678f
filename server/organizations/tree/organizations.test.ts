import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let nation: TestOrganization;
let province: TestOrganization;
let city: TestOrganization;
let county: TestOrganization;
let committee: TestOrganization;
let admin: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
  nation = await t.organization('全国', null, { kind: 'nation', level: 'nation' });
  province = await t.organization('广东省', nation, { kind: 'province', level: 'province' });
  city = await t.organization('清远市', province, { kind: 'city', level: 'city' });
  county = await t.organization('阳山县', city, { kind: 'county', level: 'county' });
  committee = await t.organization('共青团阳山县委', county, { kind: 'league_committee', level: 'county' });
  admin = await t.person('何景', [
    {
      permissions: ['organizations.read', 'organizations.manage', 'organizations.edit', 'organizations.rules'],
      at: city,
    },
  ]);
  stranger = await t.person('过客', []);
});
afterAll(async () => {
  await t.close();
});

const found = (body: object, who = admin) =>
  t.post<{ id: string; path: string; code?: string }>(who, '/api/organizations', { founded_on: '2024-05-04', ...body });
type Page = {
  organization: { name_zh: string; name_on: string | null; path: string; children: number };
  versions: { name_zh: string; valid_until: string | null; cause: string }[];
  superiors: { name_zh: string }[];
  can: Record<string, boolean>;
};
const page = (id: string, on = '', who = admin) =>
  t.get<Page>(who, `/api/organizations/${id}${on === '' ? '' : `?on=${on}`}`);

test('G21 G30 the three forms are founded under their league committee and hang there in the tree', async () => {
  for (const [kind, name] of [
    ['federation', '阳山县志愿者联合会'],
    ['volunteer_association', '阳山县义工联'],
    ['youth_volunteer_association', '阳山县青年志愿者协会'],
  ]) {
    expect((await found({ kind, name_zh: name, parent_id: committee.id, is_league_led: true })).status).toBe(200);
  }
  const children = await t.get<{ rows: { id: string; name_zh: string; is_league_led: boolean }[] }>(
    admin,
    `/api/organizations?parent_id=${committee.id}`,
  );
  const led = await t.get<{ organization: { guiding: { name_zh: string } | null } }>(
    admin,
    `/api/organizations/${children.body.rows[0]?.id ?? ''}`,
  );
  expect(led.body.organization.guiding?.name_zh).toBe('共青团阳山县委'); // it hangs under the committee that guides it
  expect(children.body.rows.map((row) => row.name_zh)).toEqual([
    '阳山县志愿者联合会',
    '阳山县义工联',
    '阳山县青年志愿者协会',
  ]);
  expect((await found({ kind: 'association', name_zh: '某会', parent_id: committee.id })).status).toBe(400);
});

test('G03 an association outside the league tree cannot be 团属 until a guiding committee is named', async () => {
  const refused = await found({
    kind: 'federation',
    name_zh: '社会志愿者联合会',
    parent_id: county.id,
    is_league_led: true,
  });
  expect(refused.body.code).toBe('organizations.guide_missing');
  const made = await found({ kind: 'federation', name_zh: '社会志愿者联合会', parent_id: county.id });
  const led = await t.put(admin, `/api/organizations/${made.body.id}/guidance`, {
    guiding_id: committee.id,
    is_league_led: true,
    valid_from: '2025-01-01',
  });
  expect(led.status).toBe(200);
  const read = await t.get<{ organization: { guiding: { name_zh: string } } }>(
    admin,
    `/api/organizations/${made.body.id}`,
  );
  expect(read.body.organization.guiding.name_zh).toBe('共青团阳山县委');
});

test('P09 Q28 S02 a centre, an office under a leading group and a compound below a community stand in the tree', async () => {
  const cityCommittee = await found({ kind: 'league_committee', name_zh: '共青团清远市委', parent_id: city.id });
  expect(
    (await found({ kind: 'action_centre', name_zh: '清远市青年志愿者行动中心', parent_id: cityCommittee.body.id }))
      .status,
  ).toBe(200);
  const group = await found({ kind: 'leading_group', name_zh: '乡村振兴专项行动领导小组', parent_id: city.id });
  const office = await found({ kind: 'office', name_zh: '项目管理办公室（团市委）', parent_id: group.body.id });
  expect((await page(office.body.id)).body.superiors.map((one) => one.name_zh)).toEqual([
    '全国',
    '广东省',
    '清远市',
    '乡村振兴专项行动领导小组',
  ]);
  const town = await found({ kind: 'town', name_zh: '阳城镇', parent_id: county.id });
  const village = await found({ kind: 'village', name_zh: '城南社区', parent_id: town.body.id });
  expect((await found({ kind: 'compound', name_zh: '锦绣小区', parent_id: village.body.id })).status).toBe(200);
  expect((await found({ kind: 'county', name_zh: '颠倒县', parent_id: village.body.id })).body.code).toBe(
    'organizations.kind_not_under',
  );
});

test('an uneven tree: a town stands directly below a city without county level', async () => {
  const dongguan = await found(
    { kind: 'city', name_zh: '东莞市', parent_id: province.id },
    await t.person('省干部', [{ permissions: ['organizations.manage'], at: province }]),
  );
  const cityStaff = await t.person('东莞干部', [
    {
      permissions: ['organizations.manage', 'organizations.read'],
      at: { id: dongguan.body.id, path: dongguan.body.path, name: '东莞市' },
    },
  ]);
  expect((await found({ kind: 'town', name_zh: '虎门镇', parent_id: dongguan.body.id }, cityStaff)).status).toBe(200);
});

test('renaming keeps the old name readable as of its days', async () => {
  const made = await found({ kind: 'team', name_zh: '春风志愿服务队', parent_id: committee.id });
  const renamed = await t.put(admin, `/api/organizations/${made.body.id}/name`, {
    name_zh: '春雨志愿服务队',
    valid_from: '2026-01-01',
    reason: '会员大会决定',
  });
  expect(renamed.status).toBe(200);
  expect((await page(made.body.id, '2025-12-31')).body.organization.name_on).toBe('春风志愿服务队');
  expect((await page(made.body.id, '2026-01-01')).body.organization.name_on).toBe('春雨志愿服务队');
  const early = await t.put<{ code: string; message: string }>(admin, `/api/organizations/${made.body.id}/name`, {
    name_zh: '早名',
    valid_from: '2025-01-01',
    reason: '试改历史',
  });
  expect(early.body.code).toBe('organizations.before_history');
  const before = await t.get<{ rows: { name_zh: string }[] }>(
    admin,
    `/api/organizations?parent_id=${committee.id}&on=2025-06-01`,
  );
  expect(before.body.rows.map((row) => row.name_zh)).toContain('春风志愿服务队');
});

test('moving takes everything below along and keeps the earlier place', async () => {
  const unit = await found({ kind: 'unit', name_zh: '阳山电厂', parent_id: county.id });
  const brigade = await found({ kind: 'brigade', name_zh: '电厂志愿服务大队', parent_id: unit.body.id });
  const volunteer = await t.volunteer('小林', { id: brigade.body.id, path: brigade.body.path, name: '' });
  const moved = await t.put<{ path: string }>(admin, `/api/organizations/${unit.body.id}/parent`, {
    parent_id: committee.id,
    valid_from: '2026-02-01',
    reason: '归口管理',
  });
  expect(moved.body.path.startsWith(committee.path)).toBe(true);
  const below = await page(brigade.body.id);
  expect(below.body.organization.path.startsWith(moved.body.path)).toBe(true);
  expect(below.body.versions.map((version) => version.cause)).toEqual(['moved', 'founded']);
  const [row] = await t.rows<{ organization_path: string }>({
    strings: ['select organization_path from volunteers where id = ', ''],
    values: [volunteer.id],
  });
  expect(row?.organization_path).toBe(below.body.organization.path);
  const ring = await t.put<{ code: string }>(admin, `/api/organizations/${unit.body.id}/parent`, {
    parent_id: brigade.body.id,
    valid_from: '2026-03-01',
    reason: '绕圈',
  });
  expect(ring.body.code).toBe('organizations.under_itself');
});

test('merging hands over what stands below; with children and no answer both a merger and a dissolution are refused', async () => {
  const first = await found({ kind: 'team', name_zh: '甲队', parent_id: committee.id });
  const second = await found({ kind: 'team', name_zh: '乙队', parent_id: committee.id });
  const inner = await found({ kind: 'team', name_zh: '甲队一组', parent_id: first.body.id });
  const refused = await t.post<{ code: string }>(admin, `/api/organizations/${first.body.id}/dissolution`, {
    successor_id: null,
    dissolved_on: '2026-03-05',
    reason: '人员减少',
  });
  expect(refused.body.code).toBe('organizations.left_behind');
  const merger = { successor_id: second.body.id, dissolved_on: '2026-03-05', reason: '两队合并' };
  expect(
    (await t.post<{ code: string }>(admin, `/api/organizations/${first.body.id}/dissolution`, merger)).body.code,
  ).toBe('organizations.left_behind');
  const merged = await t.post<{ moved: number }>(admin, `/api/organizations/${first.body.id}/dissolution`, {
    ...merger,
    below: 'hand_over',
  });
  expect(merged.body).toEqual({ moved: 1 });
  expect((await page(inner.body.id)).body.superiors.at(-1)?.name_zh).toBe('乙队');
  expect((await page(first.body.id, '2026-03-04')).body.organization.name_on).toBe('甲队');
  expect((await page(first.body.id, '2026-03-05')).body.organization.name_on).toBeNull();
  const again = await t.put<{ code: string }>(admin, `/api/organizations/${first.body.id}/name`, {
    name_zh: '又来',
    valid_from: '2026-03-05',
    reason: '撤销后改名',
  });
  expect(again.body.code).toBe('organizations.dissolved');
});

test('search finds by name, pinyin and initials, within a branch', async () => {
  await found({ kind: 'team', name_zh: '连江护河队', parent_id: committee.id });
  for (const words of ['护河', 'lianjianghuhe', 'ljhhd']) {
    const answer = await t.get<{ rows: { name_zh: string; line: string }[] }>(
      null,
      `/api/organizations/search?words=${encodeURIComponent(words)}&below_id=${county.id}`,
    );
    expect(answer.body.rows[0], words).toMatchObject({
      name_zh: '连江护河队',
      line: '广东省 · 清远市 · 阳山县 · 共青团阳山县委',
    });
  }
});

test('search: the very name first, then what is nearest, and with mine over all places of the person', async () => {
  const [other, near] = [
    await found(
      { kind: 'city', name_zh: '韶关市', parent_id: province.id },
      await t.person('省干部', [{ permissions: ['organizations.manage'], at: province }]),
    ),
    await found({ kind: 'town', name_zh: '黎埠镇', parent_id: county.id }),
  ];
  const far = await t.organization(
    '仁化县',
    { id: other.body.id, path: other.body.path, name: '韶关市' },
    { kind: 'county', level: 'county' },
  );
  const town = await t.organization('丹霞镇', far, { kind: 'town', level: 'town' });
  for (const [name, parent] of [
    ['江边社区10', { id: near.body.id, path: near.body.path, name: '黎埠镇' }],
    ['江边社区1', town],
    ['江边社区1', { id: near.body.id, path: near.body.path, name: '黎埠镇' }],
  ] as const)
    await t.organization(name, parent, { kind: 'village', level: 'village' });
  const search = async (query: string, who = admin) =>
    (
      await t.get<{ rows: { name_zh: string; line: string }[] }>(
        who,
        `/api/organizations/search?words=${encodeURIComponent('江边社区1')}${query}`,
      )
    ).body.rows.map((row) => `${row.line.split(' · ').at(-1)} ${row.name_zh}`);
  expect(await search(`&near_id=${county.id}`)).toEqual(['黎埠镇 江边社区1', '丹霞镇 江边社区1', '黎埠镇 江边社区10']);
  const ofTwo = await t.person('两地干部', [
    { permissions: ['organizations.read'], at: far },
    { permissions: ['organizations.read'], at: county },
  ]);
  expect(await search('&mine=yes', ofTwo)).toHaveLength(3);
  expect(
    await search('&mine=yes', await t.person('一地干部', [{ permissions: ['organizations.read'], at: far }])),
  ).toEqual(['丹霞镇 江边社区1']);
  expect(await search('&mine=yes', stranger)).toEqual([]);
});

test('a county is what coverage is counted over: the city that is measured by it neither ends, merges nor moves it, the province does', async () => {
  const provincial = await t.person('省里的人', [
    { permissions: ['organizations.read', 'organizations.manage'], at: province },
  ]);
  const made = await t.organization('待撤县', city, { kind: 'county', level: 'county' });
  const body = { successor_id: null, dissolved_on: '2026-03-05', reason: '区划调整' };
  const end = (who: TestPerson) => t.post<{ code?: string }>(who, `/api/organizations/${made.id}/dissolution`, body);
  expect(await end(admin)).toMatchObject({ status: 403, body: { code: 'organizations.counted_place' } });
  const move = await t.put<{ code?: string }>(admin, `/api/organizations/${made.id}/parent`, {
    parent_id: city.id,
    valid_from: '2026-03-05',
    reason: '调整',
  });
  expect(move).toMatchObject({ status: 403, body: { code: 'organizations.counted_place' } });
  expect((await page(made.id)).body.can).toMatchObject({ dissolve: false, move: false, rename: true });
  const own = await t.person('本县干部', [{ permissions: ['organizations.read', 'organizations.manage'], at: made }]);
  const rename = (who: TestPerson) =>
    t.put<{ code?: string }>(who, `/api/organizations/${made.id}/name`, {
      name_zh: '改名县',
      valid_from: '2026-03-05',
      reason: '更名',
    });
  expect(await rename(own)).toMatchObject({ status: 403, body: { code: 'organizations.name_from_above' } });
  expect((await page(made.id, '', own)).body.can).toMatchObject({ rename: false });
  expect((await rename(admin)).status).toBe(200);
  expect((await page(made.id, '', provincial)).body.can).toMatchObject({ dissolve: true, move: true });
  expect((await end(provincial)).status).toBe(200);
});

test('somebody without grants sees the public card, no record, and can change nothing', async () => {
  const read = await page(committee.id, '', stranger);
  expect(Object.values(read.body.can).some(Boolean)).toBe(false);
  expect((await found({ kind: 'team', name_zh: '私设队', parent_id: committee.id }, stranger)).status).toBe(403);
});

test('a retry with the same key founds once', async () => {
  const body = { kind: 'team', name_zh: '一次队', parent_id: committee.id, founded_on: '2024-05-04' };
  const first = await t.post(admin, '/api/organizations', body, { 'idempotency-key': 'same-key-0001' });
  const second = await t.post(admin, '/api/organizations', body, { 'idempotency-key': 'same-key-0001' });
  expect(second.body).toEqual(first.body);
});

test('whatever takes effect at once is refused for a day to come, with today as the latest day; nothing has changed', async () => {
  const made = await found({ kind: 'team', name_zh: '明日队', parent_id: committee.id });
  const federation = await found({ kind: 'federation', name_zh: '明日联合会', parent_id: committee.id });
  const tomorrow = '2026-03-06';
  const tries: [string, { status: number; body: { code?: string; field?: string; message?: string } }, string][] = [
    [
      'founding',
      await found({ kind: 'team', name_zh: '未来队', parent_id: committee.id, founded_on: tomorrow }),
      'founded_on',
    ],
    [
      'renaming',
      await t.put(admin, `/api/organizations/${made.body.id}/name`, {
        name_zh: '新名',
        valid_from: tomorrow,
        reason: '将来更名',
      }),
      'valid_from',
    ],
    [
      'moving',
      await t.put(admin, `/api/organizations/${made.body.id}/parent`, {
        parent_id: county.id,
        valid_from: '2030-01-01',
        reason: '将来移动',
      }),
      'valid_from',
    ],
    [
      'guiding',
      await t.put(admin, `/api/organizations/${federation.body.id}/guidance`, {
        guiding_id: committee.id,
        is_league_led: true,
        valid_from: tomorrow,
      }),
      'valid_from',
    ],
    [
      'dissolving',
      await t.post(admin, `/api/organizations/${made.body.id}/dissolution`, {
        successor_id: null,
        dissolved_on: tomorrow,
        reason: '将来撤销',
      }),
      'dissolved_on',
    ],
    [
      'a training held',
      await t.post(admin, `/api/organizations/${city.id}/tasks`, {
        kind: 'training_held',
        body: { title: '培训', occurred_on: tomorrow, people: 3 },
      }),
      'body.occurred_on',
    ],
    [
      'choosing into the library',
      await t.post(admin, `/api/organizations/${city.id}/selections`, {
        decided_on: tomorrow,
        reason: '将来',
        candidate_ids: [federation.body.id],
        chosen_ids: [],
      }),
      'decided_on',
    ],
  ];
  for (const [what, answer, field] of tries) {
    expect([answer.status, answer.body.code, answer.body.field], what).toEqual([422, 'organizations.in_future', field]);
  }
  expect(tries[1]?.[1].body.message).toContain('2026-03-05');
  expect((await page(made.body.id)).body.organization.name_zh).toBe('明日队');
});
