/** How the issuer is reached stands on the sheet: asked of the office once, taken from above on a volunteer's own phone. */
import { afterAll, expect, test } from 'vitest';
import { readsPdf, textOf } from '../../testing/test-pdf.ts';
import { sql } from '../../db/sql.ts';
import type { TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf, signUp } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, confirm, leave } = await makeHouse();
afterAll(leave);

const period = { from: '2026-01-01', until: '2026-12-31', purpose: 'general' };
type Issued = { certificate_id: string; code: string };
const phoneOf = async (who: TestPerson, organization: TestOrganization) =>
  (await t.get<{ organization: { contact_phone: string | null } }>(who, `/api/organizations/${organization.id}`)).body
    .organization.contact_phone;
const changes = async (organization: TestOrganization) =>
  t.rows<{ before: object; after: object; permission: string }>(sql`
  select before, after, permission from audit_events where action = 'organizations.change_phone' and subject_id = ${organization.id} order by at, id`);
async function printed(who: TestPerson, volunteer: TestPerson, issued: Issued): Promise<string> {
  return textOf((await t.get(who, `/api/certificates/${volunteer.id}/${issued.certificate_id}/pdf`)).raw);
}

let made = 0;
async function team(): Promise<{ team: TestOrganization; clerk: TestPerson; lin: TestPerson }> {
  made += 1;
  const own = await t.organization(`江边护河 ${made} 队`, county, { kind: 'team' });
  const leader = await t.person(`队长 ${made}`, [{ permissions: ['records.confirm', 'projects.read'], at: own }]);
  const shift = await shiftOf(t, own);
  const lin = await t.volunteer(`林电 ${made}`, own);
  await signUp(t, shift, [lin], own);
  await scan(t, lin, shift, 'in', hours('09:00'));
  await scan(t, lin, shift, 'out', hours('11:00'));
  expect((await confirm(leader, lin, shift)).status).toBe(200);
  return {
    team: own,
    lin,
    clerk: await t.person(`经办 ${made}`, [{ permissions: ['records.certify', 'organizations.read'], at: own }]),
  };
}

test.skipIf(!readsPdf)(
  'P28 staff are asked for the phone of an office that has none; it is kept, audited, masked in the event, and printed',
  async () => {
    const { team: own, clerk, lin } = await team();
    const ask = { ...period, volunteer_id: lin.id, organization_id: own.id };
    expect((await t.post(clerk, '/api/certificates', ask)).body).toMatchObject({
      code: 'records.issuer_phone_missing',
      field: 'contact_phone',
    });
    expect((await t.post(clerk, '/api/certificates', { ...ask, contact_phone: '江边护河队' })).body).toMatchObject({
      code: 'organizations.phone_form',
      field: 'contact_phone',
    });
    const issued = await t.post<Issued>(clerk, '/api/certificates', { ...ask, contact_phone: '１３８ 0000 0123' });
    expect(issued.status).toBe(200);
    expect(await printed(clerk, lin, issued.body)).toContain('联系电话13800000123');
    expect(await phoneOf(clerk, own)).toBe('138 0000 0123');
    expect(await changes(own)).toEqual([
      { before: { contact_phone: '' }, after: { contact_phone: '138○○○○0123' }, permission: 'records.certify' },
    ]);
    const again = await t.post<Issued>(clerk, '/api/certificates', ask);
    expect(await printed(clerk, lin, again.body)).toContain('联系电话13800000123');
    expect((await t.post(clerk, '/api/certificates', { ...ask, contact_phone: '138 0000 0123' })).status).toBe(200);
    expect(await changes(own)).toHaveLength(1);
  },
);

test.skipIf(!readsPdf)(
  'P28 an own certificate takes the phone of the nearest superior, or prints without; never a name as a phone or as who is in charge',
  async () => {
    const { team: own, lin } = await team();
    const without = await t.post<Issued>(lin, '/api/my/certificates', period);
    const text = await printed(lin, lin, without.body);
    expect(text).not.toContain('联系电话');
    expect(text).toContain(`负责人经办${made}经办人本人线上开具`);
    const secretary = await t.person('县里', [
      { permissions: ['organizations.edit', 'organizations.read'], at: county },
    ]);
    expect(
      (await t.put(secretary, `/api/organizations/${county.id}/contact-phone`, { contact_phone: '0763-3388120' })).body,
    ).toEqual({ contact_phone: '0763-3388120' });
    expect(await printed(lin, lin, (await t.post<Issued>(lin, '/api/my/certificates', period)).body)).toContain(
      '联系电话0763-3388120',
    );
    expect(
      (await t.put(secretary, `/api/organizations/${own.id}/contact-phone`, { contact_phone: '12355' })).status,
    ).toBe(200);
    expect(await printed(lin, lin, (await t.post<Issued>(lin, '/api/my/certificates', period)).body)).toContain(
      '联系电话12355',
    );
    expect(await printed(lin, lin, without.body)).toBe(text); // what is issued stays
    expect(
      (await t.put(secretary, `/api/organizations/${own.id}/contact-phone`, { contact_phone: '12355' })).status,
    ).toBe(200); // saved again as it is
    expect(
      (await t.put(secretary, `/api/organizations/${own.id}/contact-phone`, { contact_phone: null })).body,
    ).toEqual({ contact_phone: null });
  },
);

test('who neither keeps the record there nor certifies changes no phone', async () => {
  const { team: own, lin } = await team();
  const elsewhere = await t.person('别队', [
    {
      permissions: ['records.certify', 'organizations.edit'],
      at: await t.organization('别队', county, { kind: 'team' }),
    },
  ]);
  for (const who of [lin, elsewhere]) {
    expect(
      (await t.put(who, `/api/organizations/${own.id}/contact-phone`, { contact_phone: '12355' })).status,
    ).toBeGreaterThanOrEqual(403);
    expect(
      (await t.get<{ can: { change_phone: boolean } }>(who, `/api/organizations/${own.id}`)).body.can.change_phone,
    ).toBe(false);
  }
  expect(await changes(own)).toEqual([]);
});
