/** What was served under a name is told under that name, whatever the team is called today. */
import { afterAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { readSheet } from '../../files/read-sheet.ts';
import { readsPdf, textOf } from '../../testing/test-pdf.ts';
import { scan, shiftOf, signUp } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, confirm, leave } = await makeHouse();
afterAll(leave);

const period = { from: '2026-01-01', until: '2026-12-31', purpose: 'general' };
const day = '2026-11-20';

test.skipIf(!readsPdf)(
  'P28 certificate, its check, the record and the export say the name of the day; what was issued before stays; a rename does not reach back over services',
  async () => {
    const team = await t.organization('江边护河队', county, { kind: 'team' });
    const leader = await t.person('队长', [
      {
        permissions: ['records.confirm', 'records.read', 'projects.read', 'organizations.manage', 'organizations.read'],
        at: team,
      },
    ]);
    const shift = await shiftOf(t, team);
    const lin = await t.volunteer('林旧', team);
    await signUp(t, shift, [lin], team);
    await scan(t, lin, shift, 'in', hours('09:00'));
    await scan(t, lin, shift, 'out', hours('11:00'));
    expect((await confirm(leader, lin, shift)).status).toBe(200);
    const issue = async () =>
      (await t.post<{ certificate_id: string; code: string }>(lin, '/api/my/certificates', period)).body;
    const sheet = async (certificate: { certificate_id: string }) =>
      textOf((await t.get(lin, `/api/certificates/${lin.id}/${certificate.certificate_id}/pdf`)).raw);
    const before = await issue();
    const printed = await sheet(before);

    t.now = new Date(`${day}T02:00:00Z`);
    const rename = (valid_from: string) =>
      t.put<{ code?: string }>(leader, `/api/organizations/${team.id}/name`, {
        name_zh: '飞虎突击队',
        valid_from,
        reason: '更名',
      });
    for (const reaching of ['2020-01-01', '2026-11-01', '2026-11-15'])
      expect((await rename(reaching)).body).toMatchObject({
        code: 'organizations.served_before',
        field: 'valid_from',
        message: expect.stringContaining('2026-11-15'),
      });
    expect((await rename(day)).status).toBe(200);

    const after = await issue();
    const now = await sheet(after);
    expect(now).toContain('江边护河队'); // the line
    expect(now).toContain('飞虎突击队'); // who issues
    expect(now).toContain('参加下列组织的');
    expect(await sheet(before)).toBe(printed);
    expect(printed).not.toContain('飞虎突击队');
    expect((await t.get(null, `/api/verify/${after.code}`)).body).toMatchObject({
      organization_name: '飞虎突击队',
      served_under: ['江边护河队'],
    });
    expect((await t.get(null, `/api/verify/${before.code}`)).body).toMatchObject({
      organization_name: '江边护河队',
      served_under: [],
    });

    const [record] = await t.rows<{ id: string }>(sql`select id from service_records where volunteer_id = ${lin.id}`);
    expect((await t.get(leader, `/api/service-records/${lin.id}/${record?.id}`)).body).toMatchObject({
      organization_name: '江边护河队',
    });
    const book = await readSheet((await t.get(leader, `/api/service-records.xlsx?organization_id=${team.id}`)).raw);
    expect(JSON.stringify(book)).toContain('江边护河队');
    expect(JSON.stringify(book.rows)).not.toContain('飞虎突击队');
  },
);
