import ExcelJS from 'exceljs';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../nouns.ts';
import { isFile, type Endpoint } from '../../contract/endpoint.ts';
import { personalDataActNames, personalDataActs } from '../../domain/accounts/personal-data.ts';
import type { AuditAction } from '../../domain/audit-actions.ts';
import { sql } from '../db/sql.ts';
import { guardFormula, writeWorkbook } from '../files/write-sheet.ts';
import { shiftOf, signUp } from '../records/fixtures.ts';
import type { TestOrganization, TestPerson } from '../testing/test-app.ts';
import { personWords } from '../testing/test-app.ts';
import { call, nameOf, type Given } from './call.ts';
import { matrix } from './permission-matrix.ts';
import { newDocument } from './rows/volunteers.ts';
import type { Subject } from './row.ts';
import { makeWorld, type World } from './world.ts';

/** What leaves as a file: no cell of it is run by a spreadsheet, and whoever takes personal data away leaves an event. */
let world: World;
/** Counties, people, titles and notes with names that a spreadsheet would run. */
const hostile = [
  '=1+1',
  '+cmd|x',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1+1',
  '＋x',
  '－甲',
  '＠x',
  '=HYPERLINK("http://x.example","点我")',
];
let people: TestPerson[];
let counties: TestOrganization[];
beforeAll(async () => {
  world = await makeWorld();
  counties = await Promise.all(
    hostile.map((sign) => world.t.organization(`${sign}县`, world.city, { kind: 'county', level: 'county' })),
  );
  people = await Promise.all(
    hostile.map((sign, place) => world.t.volunteer(`${sign}名`, counties[place] ?? world.county)),
  );
});
afterAll(async () => {
  await world.t.close();
});

const files = endpoints.filter(({ output }) => isFile(output));
const isSheet = ({ output }: Endpoint): boolean => isFile(output) && /spreadsheet|excel|csv/.test(output.media_type);

type Taken = { readonly who: TestPerson; readonly given?: Given; readonly holds: readonly string[] };
const nothingTyped = (given?: Given) => (): Promise<Taken> =>
  Promise.resolve({ who: world.chief, holds: [], ...(given === undefined ? {} : { given }) });

/** One case an endpoint: who takes the file, and which hostile texts it must hold. A new sheet without a case fails by its name. */
const cases: Readonly<Record<string, () => Promise<Taken>>> = {
  'GET /api/county-overview/export': () =>
    Promise.resolve({
      who: world.chief,
      given: { query: { organization_id: world.city.id } },
      holds: hostile.map((sign) => `${sign}县`),
    }),
  'GET /api/organization-lists/{list}/export': () =>
    Promise.resolve({
      who: world.chief,
      given: { params: { list: 'without_watcher' }, query: { organization_id: world.city.id } },
      holds: hostile.map((sign) => `${sign}县`),
    }),
  'GET /api/volunteers.xlsx': () =>
    Promise.resolve({ who: world.chief, holds: [...hostile.map((sign) => `${sign}县`), '=○○', '＝○○'] }),
  'GET /api/volunteer-joiners.xlsx': () =>
    Promise.resolve({ who: world.chief, given: { query: { organization_id: world.city.id } }, holds: [] }), // figures alone
  'GET /api/organizations/{organization_id}/hours-by-month/workbook': () =>
    Promise.resolve({
      who: world.chief,
      given: { params: { organization_id: world.city.id }, query: { year: '2026' } },
      holds: hostile.map((sign) => `${sign}县`),
    }),
  'GET /api/organizations/{organization_id}/hours-below/workbook': () =>
    Promise.resolve({
      who: world.chief,
      given: { params: { organization_id: world.city.id }, query: { from: '2026-11-01', until: '2026-11-30' } },
      holds: hostile.map((sign) => `${sign}县`),
    }),
  'GET /api/surveys/{survey_id}/workbook': async () => {
    const survey_id = await world.t.setUp(async (writer) => {
      const id = writer.newId();
      const body = {
        survey_id: id,
        from: '市',
        questions: hostile.map((sign) => `${sign}问题`),
        answers: Object.fromEntries(hostile.map((sign) => [`${sign}问题`, `${sign}答复`])),
      };
      await writer.run(sql`insert into organization_tasks (id, organization_id, kind, title, body, due_on, opened_at, closed_on)
        values (${writer.newId()}, ${world.county.id}, 'survey', '=1+1 摸底', ${JSON.stringify(body)}, '2026-12-31', ${world.t.now}, '2026-11-20')`);
      return id;
    });
    return {
      who: world.chief,
      given: { params: { survey_id } },
      holds: hostile.flatMap((sign) => [`${sign}问题`, `${sign}答复`]),
    };
  },
  'GET /api/service-records.xlsx': nothingTyped(),
  'GET /api/activities.xlsx': nothingTyped(),
  'GET /api/project-figures.xlsx': () =>
    Promise.resolve({
      who: world.chief,
      given: { query: { organization_id: world.city.id, year: '2026' } },
      holds: hostile.map((sign) => `${sign}县`),
    }),
  'GET /api/hour-imports/template': nothingTyped(),
  'GET /api/volunteer-imports/template': nothingTyped(),
  'GET /api/personal-data-report/workbook': async () => {
    const looker = await world.t.person('=1+1 看', [
      { permissions: ['volunteers.read', 'volunteers.reveal'], at: world.city },
    ]);
    for (const [place, sign] of hostile.entries()) {
      const looked = await world.t.post(looker, `/api/volunteers/${people[place]?.id}/reveal`, {
        reason: `${sign}理由`,
      });
      expect(looked.status, JSON.stringify(looked.body)).toBe(200);
    }
    const written = hostile.map((sign) => `${sign}理由`.trim());
    return {
      who: world.chief,
      given: { query: { year: '2026' } },
      holds: [...written, ...hostile.map((sign) => `${sign}县`), '=1+1 看'],
    };
  },
  'GET /api/activities/{activity_id}/roster.xlsx': async () => {
    const shift = await shiftOf(world.t, world.county, { title: '=1+1 活动', day: '2026-11-28' });
    await signUp(world.t, shift, people, world.county);
    return {
      who: world.chief,
      given: { params: { activity_id: shift.activity_id } },
      holds: [...hostile.map((sign) => `${[...sign.trim()][0]}`), ...hostile.map((sign) => `${sign}县`)],
    };
  },
  'GET /api/me/export.xlsx': async () => {
    const [who] = people;
    if (who === undefined) throw new Error('a volunteer was laid');
    // A matter is raised with a team that one takes part in
    await signUp(world.t, await shiftOf(world.t, world.county, { day: '2026-11-29' }), [who], world.county);
    for (const sign of hostile) {
      const filed = await world.t.post(who, '/api/me/rights-matters', {
        organization_id: world.county.id,
        kind: 'other',
        title: `${sign}标题`,
        content: `${sign}内容`,
      });
      expect(filed.status, JSON.stringify(filed.body)).toBe(200);
    }
    return { who, holds: ['=1+1名', ...hostile.flatMap((sign) => [`${sign}标题`.trim(), `${sign}内容`.trim()])] };
  },
  'POST /api/volunteer-imports/problems': async () => {
    const rows = hostile.map((sign) => [`${sign}名`, newDocument(), '123', `${sign}注`]);
    const bytes = await buffer(
      writeWorkbook(
        '名单',
        ['姓名', '身份证号', '手机', '备注'].map((header) => ({ header })),
        rows,
      ),
    );
    return {
      who: world.chief,
      given: { upload: { name: '=1+1.xlsx', bytes, fields: { organization_id: world.county.id } } },
      holds: hostile.map((sign) => `'${sign}注`),
    };
  },
};

const lines = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

describe.each(files.filter(isSheet).map((endpoint) => [nameOf(endpoint), endpoint] as const))(
  '%s',
  (name, endpoint) => {
    test('holds no cell that a spreadsheet runs, and keeps the text that people typed', async () => {
      const make = cases[name];
      if (make === undefined)
        throw new Error(`say in server/proof/exports.test.ts how ${name} is taken, with hostile texts in it`);
      const { who, given, holds } = await make();
      const answer = await call(world.t, endpoint, who, given ?? {});
      expect(answer.status, answer.raw.toString('utf8').slice(0, 300)).toBe(200);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(new Uint8Array(answer.raw).buffer);
      const texts: string[] = [];
      book.eachSheet((sheet) =>
        sheet.eachRow((row) =>
          row.eachCell((cell) => {
            expect([cell.address, cell.type]).not.toEqual([cell.address, ExcelJS.ValueType.Formula]);
            expect([cell.address, cell.type]).not.toEqual([cell.address, ExcelJS.ValueType.Hyperlink]);
            if (typeof cell.value !== 'string') return;
            expect([cell.address, guardFormula(cell.value)]).toEqual([cell.address, cell.value]);
            texts.push(lines(cell.value));
          }),
        ),
      );
      expect(texts.length).toBeGreaterThan(0);
      const missing = holds.filter((text) => !texts.some((held) => held.includes(lines(guardFormula(text)))));
      expect(missing).toEqual([]);
    });
  },
);

/** What each file leaves in the audit trail, or why it leaves nothing. */
const traces: Readonly<Record<string, { readonly leaves: AuditAction } | { readonly nothing: string }>> = {
  'GET /api/volunteers.xlsx': { leaves: 'volunteers.export_volunteers' },
  'GET /api/service-records.xlsx': { leaves: 'records.export_records' },
  'GET /api/activities/{activity_id}/roster.xlsx': { leaves: 'projects.export_roster' },
  'GET /api/county-overview/export': { leaves: 'organizations.export_overview' },
  'GET /api/organization-lists/{list}/export': { leaves: 'organizations.export_list' },
  'GET /api/surveys/{survey_id}/workbook': { leaves: 'organizations.export_survey' },
  'GET /api/personal-data-report/workbook': { leaves: 'accounts.export_report' },
  'GET /api/certificates/{volunteer_id}/{certificate_id}/pdf': { leaves: 'records.open_certificate' },
  'GET /api/me/export.json': { leaves: 'volunteers.export_own' },
  'GET /api/me/export.xlsx': { leaves: 'volunteers.export_own' },
  'GET /api/project-figures.xlsx': { nothing: 'figures alone' },
  'GET /api/activities.xlsx': { nothing: 'no names of people' },
  'GET /api/volunteer-joiners.xlsx': { nothing: 'figures alone' },
  'GET /api/organizations/{organization_id}/hours-by-month/workbook': { nothing: 'figures alone' },
  'GET /api/organizations/{organization_id}/hours-below/workbook': { nothing: 'figures alone' },
  'POST /api/volunteer-imports/problems': { nothing: 'rows of the file that the caller sent, handed back' },
  'GET /api/volunteer-imports/template': { nothing: 'an empty form' },
  'GET /api/hour-imports/template': { nothing: 'an empty form' },
  'GET /api/attachments/{subject_id}/{attachment_id}': {
    nothing: 'a file of a page that the caller reads, one at a time',
  },
  'GET /api/open-activities.jsonld': { nothing: 'published to everybody' },
  'GET /api/organizations/{organization_id}/calendar.ics': { nothing: 'published to everybody' },
  'GET /api/seal-roots': { nothing: 'published to everybody, names nobody' },
  'GET /api/badge-issuers/{organization_id}': { nothing: 'the name of an organisation and a public key' },
  'GET /api/badge-issuers/{organization_id}/keys/{key_id}': { nothing: 'a public key' },
  'GET /api/badge-issuers/{organization_id}/status/{year}': { nothing: 'bits without names' },
  'GET /api/activities/{activity_id}/poster.pdf': { nothing: 'published to everybody' },
  'GET /api/calendars/{volunteer_id}/{token}': {
    nothing: 'the own shifts at the own secret address, read every hour by a calendar',
  },
};

describe.each(files.map((endpoint) => [nameOf(endpoint), endpoint] as const))('%s', (name, endpoint) => {
  test('leaves its event, which the yearly audit counts, or nothing for a reason', async () => {
    const trace = traces[name];
    if (trace === undefined)
      throw new Error(`say in server/proof/exports.test.ts which event ${name} leaves, or why none`);
    const subject: Subject = (await matrix[name]?.make?.(world)) ?? {};
    const own = name.includes('/me/');
    const events = () =>
      world.t.rows<{ id: string; action: AuditAction; actor_person_id: string; organization_path: string | null }>(sql`
      select id, action, actor_person_id, organization_path from audit_events where action = any(${personalDataActNames.map((act) => personalDataActs[act].action)}::text[])`);
    const who = own ? (subject.owner ?? null) : world.chief;
    const before = new Set((await events()).map(({ id }) => id));
    const answer = await call(world.t, endpoint, who, subject);
    expect(answer.status, answer.raw.toString('utf8').slice(0, 300)).toBe(200);
    const left = (await events()).filter(({ id }) => !before.has(id));
    if ('nothing' in trace) expect([left, trace.nothing.length > 8]).toEqual([[], true]);
    else {
      expect(left).toMatchObject([{ action: trace.leaves, actor_person_id: who?.id }]);
      expect(left[0]?.organization_path).toMatch(/^\/\d/); // an auditor of that place sees it
    }
  });
});

test('the owner of a certificate opens it without leaving anything', async () => {
  const { owner, params } =
    (await matrix['GET /api/certificates/{volunteer_id}/{certificate_id}/pdf']?.make?.(world)) ?? {};
  const count = async (): Promise<number> =>
    (await world.t.rows(sql`select id from audit_events where action = 'records.open_certificate'`)).length;
  const before = await count();
  expect(
    (
      await world.t.get(
        owner ?? null,
        `/api/certificates/${params?.['volunteer_id']}/${params?.['certificate_id']}/pdf`,
      )
    ).status,
  ).toBe(200);
  expect(await count()).toBe(before);
});

test('an export of a place that one may not read is refused before the first row, and leaves nothing', async () => {
  const clerk = await world.t.person('县干部', [{ permissions: ['volunteers.read'], at: world.county }]);
  const taken = async (): Promise<number> =>
    (
      await world.t.rows(
        sql`select id from audit_events where action = 'volunteers.export_volunteers' and actor_person_id = ${clerk.id}`,
      )
    ).length;
  expect((await world.t.get(clerk, `/api/volunteers.xlsx?organization_id=${world.beside.id}`)).body).toMatchObject({
    code: 'core.not_found',
  });
  expect(await taken()).toBe(0);
  expect(
    (await world.t.get(clerk, `/api/volunteers.xlsx?organization_id=${world.county.id}`, personWords('13812345207')))
      .status,
  ).toBe(200);
  expect(await taken()).toBe(1);
  const [event] = await world.t.rows<{ line: string }>(
    sql`select e::text as line from audit_events e where action = 'volunteers.export_volunteers' and actor_person_id = ${clerk.id}`,
  );
  expect(event?.line).not.toContain('13812345207');
});
