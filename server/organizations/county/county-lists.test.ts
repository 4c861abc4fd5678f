import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { listNames } from '../../../domain/organizations/list-names.ts';
import { readSheet } from '../../files/read-sheet.ts';
import type { TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { Province, type ListAnswer } from '../fixtures.ts';

/** What the province sees and chooses across its counties (G), over HTTP on the real Guangdong. */
let w: Province;
beforeAll(async () => {
  w = await Province.open('2021-05-06T02:00:00Z');
  await w.association(w.local, w.county);
});
afterAll(async () => {
  await w.t.close();
});

const line = async (name: string) =>
  (await w.overview(w.provincial, w.province)).rows.find((row) => row.county_name === name)!;

test('G08 G14 the ledger opens with 122 lines, and its export has the same lines', async () => {
  const ledger = await w.overview(w.provincial, w.province);
  expect(ledger.rows).toHaveLength(122);
  expect(ledger.figures).toMatchObject({ counties: 122, cities: 21, cities_without_counties: 2 });
  const file = await w.t.get(w.provincial, `/api/county-overview/export?organization_id=${w.province.id}`);
  expect(file.headers['content-type']).toContain('spreadsheetml');
  const sheet = await readSheet(file.raw);
  const cells = sheet.rows.slice(1).map((row) => row.cells[2]);
  expect(cells).toEqual(ledger.rows.map((row) => row.county_name));
});

test('G30 G06 each of the three forms counts as the county’s league organisation, a body that is not league-led does not', async () => {
  const before = (await w.overview(w.provincial, w.province)).figures.founded.count;
  const forms = [
    ['越秀区', 'federation'],
    ['海珠区', 'volunteer_association'],
    ['荔湾区', 'youth_volunteer_association'],
  ] as const;
  for (const [name, kind] of forms) {
    const county = await w.named(name);
    const committee = await w.found(w.provincial, county, 'league_committee', `共青团${name}委`);
    await w.found(w.provincial, committee, kind, `${name}组织`, { is_league_led: true, level: 'county' });
    expect((await line(name)).organization_name).toBe(`${name}组织`);
  }
  await w.found(w.provincial, await w.named('天河区'), 'federation', '天河民间联合会', { level: 'county' });
  expect((await w.overview(w.provincial, w.province)).figures.founded.count).toBe(before + 3);
  expect((await line('天河区')).organization_name).toBeNull();
});

test('Q30 a county user who opens another county’s list is refused, a city user sees both', async () => {
  expect((await w.t.get(w.local, `/api/county-overview?organization_id=${w.neighbour.id}`)).status).toBe(404);
  const names = (await w.overview(w.municipal, w.city)).rows.map((row) => row.county_name);
  expect(names).toEqual(expect.arrayContaining(['阳山县', '连山壮族瑶族自治县']));
});

test('a place without figures, or above the own ones, shows the nearest place that the caller reads, by its name', async () => {
  const placeFor = async (who: TestPerson, at: TestOrganization) => (await w.overview(who, at)).place.id;
  const team = await w.found(w.local, w.county, 'team', '阳山应急队');
  expect(await placeFor(w.local, team)).toBe(w.county.id);
  expect(await placeFor(w.municipal, team)).toBe(w.county.id);
  expect(await placeFor(w.municipal, w.city)).toBe(w.city.id);
  expect(await placeFor(w.local, w.city)).toBe(w.county.id);
  expect(await placeFor(w.local, w.province)).toBe(w.county.id);
  const own = await w.overview(w.local, w.province);
  expect([own.place.name_zh, own.rows.map((row) => row.county_name)]).toEqual(['阳山县', ['阳山县']]);
  const leader = await w.t.person('队长', [{ permissions: ['organizations.read'], at: team }]);
  const none = await w.overview(leader, team);
  expect([none.place.id, none.rows]).toEqual([team.id, []]);
  const file = await w.t.get(w.local, `/api/county-overview/export?organization_id=${team.id}`);
  expect((await readSheet(file.raw)).rows.slice(1).map((row) => row.cells[2])).toEqual(['阳山县']);
});

test('G17 F034 the list of field visits shows the five counties of the source', async () => {
  for (const name of ['海珠区', '白云区', '连平县', '武江区', '雷州市']) {
    const visit = await w.task(w.provincial, await w.named(name), 'visit', {
      occurred_on: '2021-04-20',
      visitors: '团省委志愿者工作部',
      findings: '场所已有',
      advice: '尽快登记',
    });
    expect(visit.status).toBe(200);
  }
  const list = await w.list(w.provincial, 'visits', w.province);
  expect(new Set(list.rows.map((row) => row.organization_name))).toEqual(
    new Set(['海珠区', '白云区', '连平县', '武江区', '雷州市']),
  );
  expect(list).toMatchObject({ counted: 5, denominator: 122 });
  expect(
    (
      await w.task(w.local, w.county, 'visit', {
        occurred_on: '2021-04-20',
        visitors: '自己',
        findings: '好',
        advice: '无',
      })
    ).body.code,
  ).toBe('organizations.superior_only');
});

test('G13 the province sends a survey to 122 counties and sees who answered', async () => {
  const sent = await w.t.post<{ counties: number }>(w.provincial, `/api/organizations/${w.province.id}/surveys`, {
    title: '县级组织摸底',
    questions: ['是否成立', '会员人数'],
    due_on: '2021-05-20',
  });
  expect(sent.body.counties).toBe(122);
  const mine = (await w.record(w.local, w.county)).tasks.find((task) => task.kind === 'survey')!;
  expect(mine).toMatchObject({
    title: '县级组织摸底',
    body: { questions: ['是否成立', '会员人数'] },
    can: { close: true },
  });
  expect((await w.close(w.local, mine.id, { answers: { 是否成立: '是', 会员人数: '218' } })).status).toBe(200);
  const list = await w.list(w.provincial, 'surveys', w.province);
  expect(list).toMatchObject({ denominator: 122, counted: 1 });
  expect(list.rows.filter((row) => row.detail.endsWith('未答'))).toHaveLength(121);
});

test('G13 a survey is told to whoever answers, waits in their list, takes no blank answer, and is read in one table and one workbook', async () => {
  const questions = ['有几支队伍', '有没有场所'];
  const send = (body: object) =>
    w.t.post<{ survey_id: string; counties: number; unreached: string[]; code: string }>(
      w.municipal,
      `/api/organizations/${w.city.id}/surveys`,
      { title: '队伍摸底', questions, due_on: '2021-05-20', ...body },
    );
  expect((await send({ questions: ['一样', '一样'] })).body.code).toBe('organizations.question_twice');
  expect((await send({ due_on: '2021-05-05' })).body.code).toBe('organizations.due_past');
  const sent = (await send({})).body;
  expect(sent.unreached).not.toContain('阳山县');
  expect(sent.unreached).toContain('清新区'); // nobody keeps its record yet
  const notices = await w.t.get<{ rows: { sentence: string; link: string }[] }>(w.local, '/api/me/notices');
  // of one moment messages have no order
  expect(notices.body.rows.filter(({ sentence }) => sentence.includes('队伍摸底'))).toEqual([
    expect.objectContaining({
      sentence: '“阳山县”有一份问卷要答：队伍摸底，2021-05-20 前答复',
      link: `/console/organizations?at=${w.county.id}&part=tasks`,
    }),
  ]);
  const asked = async (who: TestPerson) =>
    (
      await w.t.get<{ rows: { id: string; kind: string; title: string }[] }>(who, '/api/me/asked-of-organizations')
    ).body.rows.filter((row) => row.title === '队伍摸底');
  const [mine] = await asked(w.local);
  expect(mine?.kind).toBe('survey');
  expect(await asked(w.provincial)).toEqual([]); // asks, and answers for no county
  const answer = (answers: Record<string, string>) => w.close(w.local, mine!.id, { answers });
  expect((await answer({})).body.code).toBe('organizations.answer_missing');
  expect((await answer({ 有几支队伍: '12', 有没有场所: ' ' })).body).toMatchObject({
    code: 'organizations.answer_missing',
    field: 'answers.有没有场所',
  });
  expect((await answer({ 有几支队伍: '12', 有没有场所: '有', 没问过: '多余' })).status).toBe(200);
  expect(await asked(w.local)).toEqual([]);

  type Table = {
    questions: string[];
    answered: number;
    rows: { county_name: string; answered_on: string | null; answers: string[] }[];
  };
  const table = (await w.t.get<Table>(w.municipal, `/api/surveys/${sent.survey_id}`)).body;
  expect(table).toMatchObject({ questions, answered: 1 });
  expect(table.rows).toHaveLength(sent.counties);
  expect(table.rows.find((row) => row.county_name === '阳山县')).toMatchObject({
    answered_on: '2021-05-06',
    answers: ['12', '有'],
  });
  expect(
    (await w.t.get<Table>(w.local, `/api/surveys/${sent.survey_id}`)).body.rows.map((row) => row.county_name),
  ).toEqual(['阳山县']);
  const listed = await w.t.get<{ rows: { title: string; counties: number; answered: number }[] }>(
    w.municipal,
    `/api/surveys?organization_id=${w.city.id}`,
  );
  expect(listed.body.rows.find((row) => row.title === '队伍摸底')).toMatchObject({
    counties: sent.counties,
    answered: 1,
  });
  const sheet = await readSheet((await w.t.get(w.municipal, `/api/surveys/${sent.survey_id}/workbook`)).raw);
  // closed without an answer, as a county that is dissolved leaves it, is not answered
  await w.t.setUp((writer) =>
    writer.run(
      sql`update organization_tasks set closed_on = '2021-05-06' where body ->> 'survey_id' = ${sent.survey_id} and closed_on is null`,
    ),
  );
  expect((await w.t.get<Table>(w.municipal, `/api/surveys/${sent.survey_id}`)).body.answered).toBe(1);
  expect(
    (await w.list(w.municipal, 'surveys', w.city)).rows.filter((row) => row.detail === '队伍摸底：已答'),
  ).toHaveLength(1);
  expect(sheet.rows[0]?.cells.slice(-2)).toEqual(questions);
  expect(sheet.rows.find((row) => row.cells.includes('阳山县'))?.cells.slice(-2)).toEqual(['12', '有']);
});

test('G27 a county that moves from 未成立 to 已成立 is assigned the next guidance, and whoever keeps its record is told', async () => {
  const county = await w.named('清新区');
  const clerk = await w.t.person('清新干部', [
    { permissions: ['organizations.read', 'organizations.edit'], at: county },
  ]);
  const open = async () =>
    (await w.t.get<{ rows: { kind: string; title: string }[] }>(clerk, '/api/me/asked-of-organizations')).body.rows
      .filter((row) => row.kind === 'guidance')
      .map((row) => row.title);
  expect(await open()).toEqual([]);
  await w.task(clerk, county, 'build_step', { step: 'survey', closed_on: '2021-05-06', outcome: '摸清了' });
  expect(await open()).toEqual(['登记辅导：材料、场所、负责人']);
  await w.association(w.municipal, county);
  expect(await open()).toEqual(['规范化辅导：制度、会议、人员、台账']);
  expect((await w.t.get<{ rows: { sentence: string }[] }>(clerk, '/api/me/notices')).body.rows[0]?.sentence).toBe(
    '上级给“清新区”安排了指导：规范化辅导：制度、会议、人员、台账',
  );
  expect((await w.task(w.municipal, county, 'guidance', { title: '到县辅导一次', due_on: '2021-06-01' })).status).toBe(
    200,
  );
  expect(await open()).toEqual(['到县辅导一次', '规范化辅导：制度、会议、人员、台账']);
});

test('G54 G69 F030 the library lists the four that were chosen, and the decision names candidates, date and reason', async () => {
  const made: Record<string, string> = {};
  for (const name of ['越秀区', '海珠区', '宝安区', '化州市', '顺德区']) {
    const county = await w.named(name);
    made[name] = (
      await w.found(w.provincial, county, 'youth_volunteer_association', `${name}青年志愿者协会`, { level: 'county' })
    ).id;
  }
  const chosen = ['越秀区', '海珠区', '宝安区', '化州市'].map((name) => made[name]);
  const decide = (chosen_ids: unknown) =>
    w.t.post(w.provincial, `/api/organizations/${w.province.id}/selections`, {
      decided_on: '2021-04-01',
      reason: '品牌项目突出',
      candidate_ids: Object.values(made),
      chosen_ids,
    });
  expect((await decide([...chosen, w.county.id])).status).toBe(400);
  expect((await decide(chosen)).status).toBe(200);
  const list = await w.list(w.provincial, 'demonstration', w.province);
  expect(list).toMatchObject({ counted: 4, denominator: 5 });
  expect(
    list.rows
      .filter((row) => row.state === 'ok')
      .map((row) => row.organization_name)
      .sort(),
  ).toEqual(['化州市', '宝安区', '海珠区', '越秀区'].map((name) => `${name}青年志愿者协会`).sort());
  expect(list.rows[0]).toMatchObject({ on: '2021-04-01', detail: '广东省从 5 个候选中选定：品牌项目突出' });
});

test('G54 G69 a county decides its own library and never the province’s; every decision stays on its page', async () => {
  const own = await w.found(w.local, w.county, 'volunteer_association', '阳山自荐义工联', { level: 'county' });
  const before = await w.list(w.provincial, 'demonstration', w.province);
  const decide = (who: TestPerson, at: TestOrganization, body: object) =>
    w.t.post<{ code: string; field?: string }>(who, `/api/organizations/${at.id}/selections`, {
      decided_on: '2021-05-06',
      reason: '自荐入库',
      ...body,
    });
  expect((await decide(w.local, w.county, { candidate_ids: [own.id], chosen_ids: [own.id] })).status).toBe(200);
  expect((await decide(w.local, w.province, { candidate_ids: [own.id], chosen_ids: [own.id] })).status).toBe(404);
  expect((await decide(w.local, own, { candidate_ids: [own.id], chosen_ids: [own.id] })).body).toMatchObject({
    code: 'organizations.selects_itself',
    field: 'candidate_ids',
  });
  const after = await w.list(w.provincial, 'demonstration', w.province);
  expect(after.rows.map((row) => row.organization_name)).toEqual(before.rows.map((row) => row.organization_name));
  expect((await w.list(w.local, 'demonstration', w.county)).rows).toMatchObject([
    { organization_name: '阳山自荐义工联', state: 'ok', detail: '阳山县从 1 个候选中选定：自荐入库' },
  ]);

  const page = () =>
    w.t.get<{
      rows: {
        decided_on: string;
        reason: string;
        decided_by_name: string;
        candidates: { name_zh: string; is_chosen: boolean }[];
      }[];
      can: { decide: boolean };
    }>(w.provincial, `/api/organizations/${w.province.id}/selections`);
  const [first] = (await page()).body.rows;
  expect(first).toMatchObject({ decided_on: '2021-04-01', reason: '品牌项目突出', decided_by_name: '省干部' });
  expect(first?.candidates.map((one) => one.is_chosen)).toEqual([true, true, true, true, false]);
  expect(
    (await decide(w.provincial, w.province, { decided_on: '2021-03-31', candidate_ids: [own.id], chosen_ids: [] }))
      .body,
  ).toMatchObject({ code: 'organizations.before_history', field: 'decided_on' });
  expect(
    (await decide(w.provincial, w.province, { reason: '县里推荐', candidate_ids: [own.id], chosen_ids: [own.id] }))
      .status,
  ).toBe(200);
  const { rows, can } = (await page()).body;
  expect(rows.map((row) => row.reason)).toEqual(['县里推荐', '品牌项目突出']);
  expect(can.decide).toBe(true);
  // the county sees how its own stand in the library above it too
  expect((await w.list(w.local, 'demonstration', w.county)).rows.map((row) => row.detail)).toEqual(
    expect.arrayContaining(['广东省从 1 个候选中选定：县里推荐']),
  );
});

test('G59 F032 ten county organisations are marked as pilot units', async () => {
  for (const name of [
    '白云区',
    '黄埔区',
    '番禺区',
    '花都区',
    '南沙区',
    '从化区',
    '增城区',
    '福田区',
    '罗湖区',
    '南山区',
  ]) {
    const unit = await w.found(
      w.provincial,
      await w.named(name),
      'youth_volunteer_association',
      `${name}青年志愿者协会`,
      { level: 'county' },
    );
    expect((await w.attribute(w.provincial, unit, 'pilot_unit', { batch: '县级组织建设试点' })).status).toBe(200);
  }
  const list = await w.list(w.provincial, 'pilot_units', w.province);
  expect(list.counted).toBe(10);
  expect(list.is_choice).toBe(true); // nobody is missing: a few are chosen
  expect(list.rows.map((row) => row.organization_name)).toContain('白云区青年志愿者协会');
});

test('G57 F031 22 pilot communities each show the league organisation of their county', async () => {
  const town = await w.found(w.provincial, w.county, 'town', '阳城镇');
  for (let index = 1; index <= 22; index += 1) {
    const village = await w.found(w.provincial, town, 'village', `试点社区${index}`);
    await w.attribute(w.provincial, village, 'pilot_community', { batch: '社区治理试点' });
  }
  const list = await w.list(w.provincial, 'pilot_communities', w.province);
  expect(list.denominator).toBe(22);
  expect(list.rows.every((row) => row.detail.includes('阳山县青年志愿者协会'))).toBe(true);
});

test('G14 the ledger of a past day has the names, places and labels of that day, and so has its export', async () => {
  const county = await w.named('连南瑶族自治县');
  const association = await w.association(w.provincial, county);
  const founded = async (day: string) =>
    (await w.overview(w.provincial, w.province, `&on=${day}`)).figures.founded.count;
  const of = async (day: string) =>
    (await w.overview(w.provincial, w.province, `&on=${day}`)).rows.find((row) => row.county_id === county.id)!;
  const [before, today] = ['2021-05-05', '2021-05-06'];
  const count = await founded(today);
  expect(await founded(before)).toBe(count);
  expect(
    (
      await w.t.put(w.provincial, `/api/organizations/${association.id}/name`, {
        name_zh: '连南新名协会',
        valid_from: today,
        reason: '更名',
      })
    ).status,
  ).toBe(200);
  expect(
    (
      await w.t.put(w.provincial, `/api/organizations/${county.id}/name`, {
        name_zh: '连南新县',
        valid_from: today,
        reason: '更名',
      })
    ).status,
  ).toBe(200);
  const moved = await w.named('连州市');
  expect(
    (
      await w.t.put(w.provincial, `/api/organizations/${moved.id}/parent`, {
        parent_id: (await w.named('广州市')).id,
        valid_from: today,
        reason: '区划调整',
      })
    ).status,
  ).toBe(200);
  expect(
    (
      await w.t.put(w.provincial, `/api/organizations/${association.id}/guidance`, {
        guiding_id: null,
        is_league_led: false,
        valid_from: today,
      })
    ).status,
  ).toBe(200);

  expect([await founded(before), await founded(today)]).toEqual([count, count - 1]);
  expect(await of(before)).toMatchObject({
    county_name: '连南瑶族自治县',
    organization_name: '连南瑶族自治县青年志愿者协会',
  });
  expect(await of(today)).toMatchObject({ county_name: '连南新县', organization_name: null });
  const cityOf = async (day: string) =>
    (await w.overview(w.provincial, w.province, `&on=${day}`)).rows.find((row) => row.county_id === moved.id)
      ?.city_name;
  expect([await cityOf(before), await cityOf(today)]).toEqual(['清远市', '广州市']);
  const sheet = await readSheet(
    (await w.t.get(w.provincial, `/api/county-overview/export?organization_id=${w.province.id}&on=${before}`)).raw,
  );
  expect(sheet.rows.flatMap((row) => row.cells)).toContain('连南瑶族自治县青年志愿者协会');
  const list = async (day: string) =>
    (
      await w.t.get<{ rows: { organization_name: string; place: string }[] }>(
        w.provincial,
        `/api/organization-lists/without_watcher?organization_id=${w.province.id}&on=${day}`,
      )
    ).body.rows;
  expect((await list(before)).map((row) => row.organization_name)).toContain('连南瑶族自治县');
  expect((await list(before)).find((row) => row.organization_name === '连州市')?.place).toBe('广东省 · 清远市');
  // the scope itself is that of its day too: the former city still lists the county then
  expect((await w.overview(w.municipal, w.city, `&on=${before}`)).rows.map((row) => row.county_name)).toContain(
    '连州市',
  );
  expect((await w.overview(w.municipal, w.city, `&on=${today}`)).rows.map((row) => row.county_name)).not.toContain(
    '连州市',
  );
});

test('every list is exported as it is shown, in whole or by words', async () => {
  const visit = {
    occurred_on: '2021-05-05',
    visitors: 'Team A',
    findings: 'short of premises',
    advice: 'share a hall',
  };
  expect((await w.task(w.provincial, w.county, 'visit', visit)).status).toBe(200);
  for (const list of listNames) {
    const url = `/api/organization-lists/${list}`;
    const sheet = await readSheet((await w.t.get(w.provincial, `${url}/export?organization_id=${w.city.id}`)).raw);
    const shown = await w.list(w.provincial, list, w.city);
    expect(
      sheet.rows.slice(1).map((row) => [row.cells[1], row.cells[4]]),
      list,
    ).toEqual(shown.rows.map((row) => [row.organization_name, row.detail]));
  }
  const found = await readSheet(
    (
      await w.t.get(
        w.provincial,
        `/api/organization-lists/visits/export?organization_id=${w.city.id}&words=${encodeURIComponent('share a hall')}`,
      )
    ).raw,
  );
  expect(found.rows).toHaveLength(2);
  const none = await readSheet(
    (await w.t.get(w.provincial, `/api/organization-lists/visits/export?organization_id=${w.city.id}&words=nothing`))
      .raw,
  );
  expect(none.rows).toHaveLength(1);
  expect((await w.t.get(w.local, `/api/organization-lists/visits/export?organization_id=${w.city.id}`)).status).toBe(
    404,
  );
});

test.each([
  [
    'unregistered',
    'Missing: List of founders, Draft statutes, Proof of premises, Approval of the competent unit, Capital verification report',
  ],
  ['meetings_overdue', 'Civil registration, Member congress overdue, Council overdue, Standing council overdue'],
  ['directions', 'No direction stated yet'],
  ['without_contact_officer', 'No contact officer'],
  ['league_duty', '0 league members, No duty'],
] as const)('the list %s says in English what is so', async (list, detail) => {
  const answer = await w.t.get<ListAnswer>(
    w.provincial,
    `/api/organization-lists/${list}?organization_id=${w.county.id}`,
    { 'accept-language': 'en' },
  );
  expect(answer.body.rows.map((row) => row.detail)).toContain(detail);
});
