/** An installation with one administrator: what she can begin alone, and what says beforehand that it needs a second person. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Province, staffPermissions } from '../../organizations/fixtures.ts';
import { sql } from '../../db/sql.ts';
import { proposal, river, shift } from '../../projects/fixtures.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { newPerson } from '../sign-in/open-account.ts';
import { nameAdministrator } from './operator-commands.ts';
import { seedRoles } from './seed-roles.ts';

let world: Province;
let first: TestPerson;
const today = '2026-11-21';

const named = async (phone: string, name: string): Promise<TestPerson> => {
  const { person_id } = await world.t.setUp((writer) =>
    nameAdministrator(writer, phone, (index) => newPerson(writer, phone, index, name)),
  );
  return world.t.signedIn(person_id, name);
};
const takeUp = (who: TestPerson, at: { id: string }) =>
  world.t.post<{ code?: string; id: string }>(who, `/api/organizations/${at.id}/own-grant`);
const seconds = async (who: TestPerson, at: { id: string }, permission: string) =>
  (
    await world.t.get<{ people: string[]; count: number }>(
      who,
      `/api/second-people?organization_id=${at.id}&permission=${permission}`,
    )
  ).body;
const canOf = async (who: TestPerson, at: { id: string }) =>
  (await world.t.get<{ can: Record<string, boolean> }>(who, `/api/organizations/${at.id}`)).body.can;

beforeAll(async () => {
  world = await Province.open(`${today}T02:00:00Z`);
  await seedRoles(world.t.services, world.t.now);
  first = await named('13805790001', '王小芳');
}, 120_000);
afterAll(async () => {
  await world.t.close();
});

test('alone she begins at a county: founds, fills in attributes, documents and meetings, creates a team and publishes', async () => {
  const { t } = world;
  const association = await world.association(first, world.neighbour);
  expect((await world.attribute(first, association, 'leader', { name: '王小芳', post: '会长' })).body.code).toBe(
    'organizations.not_own_county',
  );
  expect(await canOf(first, association)).toMatchObject({ edit: false, begin_alone: true });
  expect((await takeUp(first, world.neighbour)).status).toBe(200);
  expect(await canOf(first, association)).toMatchObject({ edit: true, begin_alone: false });
  expect(
    (await world.attribute(first, association, 'direction', { direction: '助老', content: '每周探访' })).status,
  ).toBe(200);
  const file = { name: '纪要.pdf', bytes: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF') };
  const paper = await t.sendFile(first, 'organization_document', file);
  const minutes = await t.post<{ id: string }>(first, `/api/organizations/${association.id}/documents`, {
    kind: 'minutes',
    title: '第一次理事会纪要',
    upload_id: paper.body.id,
  });
  expect(minutes.status).toBe(200);
  expect(
    (
      await world.task(first, association, 'meeting', {
        meeting: 'council',
        occurred_on: today,
        document_id: minutes.body.id,
      })
    ).status,
  ).toBe(200);
  const team = await world.found(first, association, 'team', '连南青年服务队', { founded_on: today });
  expect((await world.attribute(first, team, 'direction', { direction: '护河', content: '每周捡拾' })).status).toBe(
    200,
  );
  const project = await t.post<{ id: string }>(first, '/api/projects', { organization_id: team.id, ...proposal });
  const activity = await t.post<{ id: string }>(first, '/api/activities', {
    project_id: project.body.id,
    ...river,
    shifts: [shift('2026-11-28', '09:00', '12:00')],
  });
  const sent = await t.put<{ state: string }>(first, `/api/activities/${activity.body.id}/submission`, {});
  expect(sent.body.state).toBe('published');
});

test('the grant to herself gives nothing she did not hold: its approving part waits, nothing of hers is shown as missing, and it is made once', async () => {
  expect((await takeUp(first, world.neighbour)).body.code).toBe('accounts.works_here');
  const mine = await world.t.rows<{ granted_by: string; person_id: string; confirmed_permissions: string[] }>(sql`
    select granted_by, person_id, confirmed_permissions from role_grants where organization_id = ${world.neighbour.id}`);
  expect(mine).toEqual([{ granted_by: first.id, person_id: first.id, confirmed_permissions: [] }]);
  expect((await world.t.get<{ shut: object[] }>(first, '/api/me')).body.shut).toEqual([]);
});

test('where somebody keeps the record she cannot, nor can anybody else who holds the same above', async () => {
  expect(await canOf(first, world.county)).toMatchObject({ edit: false, begin_alone: false });
  expect((await takeUp(first, world.county)).body.code).toBe('accounts.not_alone');
  const free = await world.place('441881');
  const provincial = await world.t.person('省里的管理员', [{ permissions: staffPermissions, at: world.province }]);
  expect(await canOf(provincial, free)).toMatchObject({ edit: false, begin_alone: false });
  expect((await takeUp(provincial, free)).body.code).toBe('accounts.not_alone');
});

test('two presses at one moment are one grant', async () => {
  const free = await world.place('441882');
  const both = await Promise.all([takeUp(first, free), takeUp(first, free)]);
  expect(both.map((one) => one.status).sort((a, b) => a - b)).toEqual([200, 409]);
});

test('who could be a second person is said beforehand: nobody at first, then the second administrator and whom she appoints, never whom the first appointed', async () => {
  expect(await seconds(first, world.neighbour, 'records.approve')).toEqual({ people: [], count: 0 });
  const [role] = await world.t.rows<{ id: string }>(
    sql`select id from roles where name_zh = '团委干事' and organization_id is null`,
  );
  const grant = {
    role_id: role?.id,
    organization_id: world.neighbour.id,
    is_below: true,
    valid_from: today,
    valid_until: null,
  };
  const own = await world.t.post<{ id: string; waits_for_second: string[] }>(first, '/api/grants', {
    ...grant,
    phone: '13805790011',
    name: '自己人',
  });
  expect(own.body.waits_for_second).toContain('records.approve');
  expect((await seconds(first, world.neighbour, 'records.approve')).count).toBe(0);
  const second = await named('13805790002', '宋知行');
  expect(await seconds(first, world.neighbour, 'records.approve')).toEqual({ people: ['宋知行'], count: 1 });
  expect((await world.t.post(second, `/api/grants/${own.body.id}/confirmation`)).status).toBe(200);
  expect((await seconds(first, world.neighbour, 'records.approve')).people).toEqual(['宋知行']);
  const other = await world.t.post<{ id: string }>(second, '/api/grants', {
    ...grant,
    phone: '13805790012',
    name: '同事',
  });
  expect((await world.t.post(first, `/api/grants/${other.body.id}/confirmation`)).status).toBe(200);
  expect((await seconds(first, world.neighbour, 'records.approve')).people).toEqual(['同事', '宋知行']);
  const stranger = await world.t.person('外人');
  expect(
    (await world.t.get(stranger, `/api/second-people?organization_id=${world.neighbour.id}&permission=records.approve`))
      .status,
  ).toBe(403);
});
