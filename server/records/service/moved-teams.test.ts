/** A team moves to another county: who reads what it recorded before. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buffer } from 'node:stream/consumers';
import type { Permission } from '../../../domain/access.ts';
import { readSheet } from '../../files/read-sheet.ts';
import { writeWorkbook } from '../../files/write-sheet.ts';
import { sql } from '../../db/sql.ts';
import type { TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { shiftOf, signUp } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, province, county: before, served, leave } = await makeHouse();
afterAll(leave);

const everything: Permission[] = [
  'records.read',
  'records.approve',
  'records.certify',
  'accounts.audit',
  'volunteers.read',
  'volunteers.register',
  'organizations.read',
];
let after: TestOrganization;
let team: TestOrganization;
let own: TestPerson;
let formerly: TestPerson;
let now: TestPerson;
let lin: TestPerson;
let record: { record_id: string; minutes: number };

type Rows<T> = { rows: T[] };
type Listed = { record_id: string; can: { reverse: boolean } };
const recordsOf = async (who: TestPerson, query = ''): Promise<Listed[]> =>
  (await t.get<Rows<Listed>>(who, `/api/service-records?limit=50${query}`)).body.rows;
const certificatesOf = async (who: TestPerson) =>
  (await t.get<Rows<{ certificate_id: string; can: { revoke: boolean } }>>(who, '/api/certificates?limit=50')).body
    .rows;
const importsOf = async (who: TestPerson) =>
  (await t.get<Rows<{ file_name: string; can: { undo: boolean } }>>(who, '/api/volunteer-imports?limit=50')).body.rows;
const confirmedEvents = async (who: TestPerson, query = '') =>
  (await t.get<Rows<{ organization_name: string | null }>>(who, `/api/audit?limit=50&action=records.confirm${query}`))
    .body.rows;
const minutesOf = async (who: TestPerson, organization: TestOrganization) =>
  (
    await t.get<{ credit_minutes: number }>(
      who,
      `/api/organizations/${organization.id}/hours?from=2026-01-01&until=2026-12-31`,
    )
  ).body.credit_minutes;
let certificate: { certificate_id: string };

beforeAll(async () => {
  after = await t.organization('临江区青年志愿者协会', province, { level: 'county' });
  team = await t.organization('江边护河队', before, { kind: 'team' });
  own = await t.person('队长', [{ permissions: everything, at: team }]);
  formerly = await t.person('原上级', [{ permissions: everything, at: before }]);
  now = await t.person('新上级', [{ permissions: everything, at: after }]);
  const mover = await t.person('省里', [{ permissions: ['organizations.read', 'organizations.manage'], at: province }]);
  const shift = await shiftOf(t, team);
  lin = await t.volunteer('林晓', team);
  await signUp(t, shift, [lin], team);
  record = await served(lin, shift, hours('09:00'), hours('11:00'));
  const issued = await t.post<{ certificate_id: string }>(own, '/api/certificates', {
    volunteer_id: lin.id,
    organization_id: team.id,
    contact_phone: '0763-3388120',
    purpose: 'general',
    from: '2026-01-01',
    until: '2026-12-31',
  });
  expect(issued.status).toBe(200);
  certificate = issued.body;
  const file = {
    name: '十一月新人.xlsx',
    bytes: await buffer(
      writeWorkbook(
        '名单',
        [{ header: '姓名' }, { header: '身份证号' }, { header: '手机' }],
        [['吴新', '11010519491231002X', '13900000001']],
      ),
    ),
  };
  const preview = await t.upload<{ digest: string }>(own, '/api/volunteer-imports/preview', file, {
    organization_id: team.id,
  });
  expect(
    (
      await t.upload(own, '/api/volunteer-imports', file, {
        organization_id: team.id,
        digest: preview.body.digest,
        take: 'good',
      })
    ).status,
  ).toBe(200);
  const moved = await t.put(mover, `/api/organizations/${team.id}/parent`, {
    parent_id: after.id,
    valid_from: '2026-11-15',
    reason: '区划调整',
  });
  expect(moved.status).toBe(200);
});

describe('after a team has moved', () => {
  test('its own staff, the superior of then and the superior of now all find its records, certificates, imports and audit events', async () => {
    for (const who of [own, formerly, now]) {
      expect(
        (await recordsOf(who)).map((row) => row.record_id),
        who.name,
      ).toEqual([record.record_id]);
      expect((await t.get(who, `/api/service-records/${lin.id}/${record.record_id}`)).status, who.name).toBe(200);
      expect(
        (await certificatesOf(who)).map((row) => row.certificate_id),
        who.name,
      ).toEqual([certificate.certificate_id]);
      expect(
        (await t.get(who, `/api/certificates/${lin.id}/${certificate.certificate_id}/pdf`)).raw
          .subarray(0, 4)
          .toString(),
        who.name,
      ).toBe('%PDF');
      expect(
        (await importsOf(who)).map((row) => row.file_name),
        who.name,
      ).toEqual(['十一月新人.xlsx']);
      expect(
        (await confirmedEvents(who)).map((row) => row.organization_name),
        who.name,
      ).toEqual(['江边护河队']);
      expect((await confirmedEvents(who, `&organization_id=${team.id}`)).length, who.name).toBe(1);
    }
    const elsewhere = await t.organization('山南区青年志愿者协会', province, { level: 'county' });
    const stranger = await t.person('邻区', [{ permissions: everything, at: elsewhere }]);
    expect(await recordsOf(stranger)).toEqual([]);
    expect((await t.get(stranger, `/api/service-records/${lin.id}/${record.record_id}`)).status).toBe(404);
  });

  test('what can still be done with them goes by the tree of today', async () => {
    const may = async (who: TestPerson) => ({
      strike: (await recordsOf(who))[0]?.can.reverse,
      revoke: (await certificatesOf(who))[0]?.can.revoke,
      undo: (await importsOf(who))[0]?.can.undo,
    });
    expect(await may(formerly)).toEqual({ strike: false, revoke: false, undo: false });
    expect(await may(now)).toEqual({ strike: true, revoke: true, undo: true });
    const strike = (who: TestPerson) =>
      t.post(who, `/api/service-records/${lin.id}/${record.record_id}/reversal`, { reason: '查无此事' });
    expect((await strike(formerly)).status).toBe(403);
    expect(
      (
        await t.post(formerly, `/api/certificates/${lin.id}/${certificate.certificate_id}/revocation`, {
          reason: '查无此事',
        })
      ).status,
    ).not.toBe(200);
  });

  test('the people go with the team: the roster and its export follow at once', async () => {
    const listed = async (who: TestPerson) =>
      (await t.get<Rows<{ id: string }>>(who, '/api/volunteers?limit=50')).body.rows.map((row) => row.id);
    const exported = async (who: TestPerson) =>
      (await readSheet((await t.get(who, '/api/volunteers.xlsx')).raw)).rows.flatMap((row) => row.cells.map(String));
    const [number] = await t.rows<{ number: string }>(sql`select number from volunteers where id = ${lin.id}`);
    for (const [who, found] of [
      [own, true],
      [now, true],
      [formerly, false],
    ] as const) {
      expect((await listed(who)).includes(lin.id), who.name).toBe(found);
      expect((await exported(who)).includes(number?.number ?? ''), who.name).toBe(found);
    }
  });

  test('rows of an organisation are those that its total adds up: of the tree as it stands now', async () => {
    expect([await minutesOf(formerly, before), await minutesOf(now, after), await minutesOf(own, team)]).toEqual([
      0,
      record.minutes,
      record.minutes,
    ]);
    const of = async (who: TestPerson, organization: TestOrganization) =>
      (await recordsOf(who, `&organization_id=${organization.id}`)).map((row) => row.record_id);
    expect(await of(formerly, before)).toEqual([]);
    expect(await of(now, after)).toEqual([record.record_id]);
    expect(await of(own, team)).toEqual([record.record_id]);
    expect(await of(formerly, team)).toEqual([record.record_id]); // asked for by name, who was above it then still finds it
  });
});
