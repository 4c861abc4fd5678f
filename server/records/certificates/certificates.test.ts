import { afterAll, describe, expect, test } from 'vitest';
import { personWords } from '../../testing/test-app.ts';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { scan, shiftOf, signUp } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, province, county, hejing, luo, newcomer, confirm, served, leave } = await makeHouse();
afterAll(leave);

describe('P28 certificates', () => {
  test('P28 the volunteer asks for a use; the certificate prints the hours, a stranger verifies it, a correction supersedes it', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林证', shift);
    await t.rows(
      sql`update persons set document_hint = '4401○○○○28', document_type = 'resident_id' where id = ${lin.id}`,
    );
    const period = { from: '2026-01-01', until: '2026-12-31' };
    expect((await t.post(lin, '/api/my/certificates', { ...period, purpose: 'second_classroom' })).body).toMatchObject({
      code: 'records.nothing_to_certify',
    });
    const record = await served(lin, shift, hours('09:00'), hours('12:10'));
    const issued = await t.post<{ certificate_id: string; number: string; code: string }>(lin, '/api/my/certificates', {
      ...period,
      purpose: 'second_classroom',
    });
    expect(issued.body).toMatchObject({ total_minutes: 190 });
    expect(issued.body.number).toMatch(/^YT\d* 2026 000001$/);
    const url = `/api/certificates/${lin.id}/${issued.body.certificate_id}`;
    const pdf = await t.get(lin, `${url}/pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.raw.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await t.get(await t.volunteer('旁人', county), `${url}/pdf`)).status).toBe(404);

    const spaced = `${issued.body.code.slice(0, 4).toLowerCase()} ${issued.body.code.slice(4)}`;
    const seen = await t.get(null, `/api/verify/${encodeURIComponent(spaced)}`);
    expect(seen.body).toMatchObject({
      state: 'valid',
      name_masked: '林○○',
      document_masked: '4401○○○○28',
      total_minutes: 190,
      purpose: 'second_classroom',
      organization_name: '云汀区青年志愿者协会',
    });
    expect(JSON.stringify(seen.body)).not.toContain('林证');
    expect((await t.get(null, '/api/verify/00000000')).body).toMatchObject({ code: 'records.certificate_not_found' });
    const byNumber = await t.get<object>(
      null,
      `/api/certificate-numbers/${encodeURIComponent(issued.body.number.toLowerCase().replaceAll(' ', ''))}`,
    );
    expect(byNumber.body).toEqual({
      state: 'valid',
      number: issued.body.number,
      organization_name: '云汀区青年志愿者协会',
      issued_on: '2026-11-15',
      changed_on: null,
      checked_at: expect.any(String),
      is_demonstration: expect.any(Boolean),
    });
    expect((await t.get(null, '/api/certificate-numbers/YT%202026%20999999')).body).toMatchObject({
      code: 'records.certificate_not_found',
    });

    await t.post(luo, `/api/service-records/${lin.id}/${record.record_id}/reversal`, { reason: '时间不实' });
    expect((await t.get(null, `/api/verify/${issued.body.code}`)).body).toMatchObject({
      state: 'superseded',
      changed_on: '2026-11-15',
    });
    expect((await t.get<{ rows: { state: string }[] }>(lin, '/api/my/certificates')).body.rows).toMatchObject([
      { state: 'superseded' },
    ]);
  });

  test('P28 a name with a character that no font draws is refused before anything is issued; a rare one that is drawn is printed', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林𠮷', shift);
    await served(lin, shift, hours('09:00'), hours('11:00'));
    const ask = { from: '2026-01-01', until: '2026-12-31', purpose: 'general' };
    const refused = await t.post<{ code: string; message: string }>(lin, '/api/my/certificates', ask);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'core.character_unprintable',
        message: expect.stringContaining('“𠮷”（U+20BB7）这个字印不出来，没有开'),
      },
    });
    expect((await t.get<{ rows: unknown[] }>(lin, '/api/my/certificates')).body.rows).toEqual([]);
    await t.rows(sql`update persons set name = '林𬭎㛃䶮' where id = ${lin.id}`);
    expect((await t.post(lin, '/api/my/certificates', ask)).status).toBe(200);
  });

  test('P28 hours in a period as of a date stay the same after a correction', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林时', shift);
    const record = await served(lin, shift, hours('09:00'), hours('11:00'));
    const posted = t.now;
    t.now = at('2026-11-20', '09:00');
    await t.post(luo, `/api/service-records/${lin.id}/${record.record_id}/reversal`, { reason: '时间不实' });
    const as = async (when: Date): Promise<unknown> =>
      (await t.get(lin, `/api/my/hours-in-period?from=2026-11-01&until=2026-11-30&as_of=${when.toISOString()}`)).body[
        'credit_minutes'
      ];
    expect([await as(posted), await as(new Date(t.now.getTime() - 1)), await as(t.now)]).toEqual([120, 120, 0]);
    const reviewer = await t.get(
      hejing,
      `/api/volunteers/${lin.id}/hours?from=2026-11-01&until=2026-11-30&as_of=${posted.toISOString()}`,
    );
    expect(reviewer.body).toMatchObject({ name: '林○○', credit_minutes: 120 });
    expect((await t.get(lin, `/api/volunteers/${lin.id}/hours?from=2026-11-01&until=2026-11-30`)).status).toBe(403);
  });

  test('谁记录谁证明: staff certify what was served at their organisation and below, nothing else; revoking shows', async () => {
    const elsewhere = await t.organization('别的区青年志愿者协会', province);
    const shift = await shiftOf(t, elsewhere);
    const lin = await t.volunteer('林外', county);
    await signUp(t, shift, [lin], elsewhere);
    const leader = await t.person('外区队长', [{ permissions: ['records.confirm', 'projects.read'], at: elsewhere }]);
    await scan(t, lin, shift, 'in', hours('09:00'));
    await scan(t, lin, shift, 'out', hours('11:00'));
    await confirm(leader, lin, shift);
    const ask = { volunteer_id: lin.id, from: '2026-01-01', until: '2026-12-31', purpose: 'party_admission' };
    expect((await t.post(hejing, '/api/certificates', { ...ask, organization_id: county.id })).body).toMatchObject({
      code: 'records.nothing_to_certify',
    });
    expect((await t.post(hejing, '/api/certificates', { ...ask, organization_id: elsewhere.id })).status).toBe(404);
    const clerk = await t.person('外区经办', [
      { permissions: ['records.certify', 'organizations.read'], at: elsewhere },
    ]);
    const issued = await t.post<{ certificate_id: string; code: string }>(clerk, '/api/certificates', {
      ...ask,
      organization_id: elsewhere.id,
      contact_phone: '0763-3388120',
    });
    expect(issued.status).toBe(200);
    const archive = await t.get(clerk, '/api/certificates', personWords('T0'));
    expect(archive.status).toBe(200);
    const revoke = await t.post(clerk, `/api/certificates/${lin.id}/${issued.body.certificate_id}/revocation`, {
      reason: '开错用途',
    });
    expect(revoke.body).toEqual({ state: 'revoked' });
    expect((await t.get(null, `/api/verify/${issued.body.code}`)).body).toMatchObject({
      state: 'revoked',
      revoke_reason: '开错用途',
    });
  });

  test('when the person is deleted the printed sheet goes, number and sums stay', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林删', shift);
    await served(lin, shift, hours('09:00'), hours('11:00'));
    const issued = await t.post<{ certificate_id: string; code: string }>(lin, '/api/my/certificates', {
      from: '2026-01-01',
      until: '2026-12-31',
      purpose: 'general',
    });
    const morning = t.now;
    t.now = hours('20:00'); // a shift to come would stand in the way
    expect((await t.post(lin, '/api/me/volunteer/erasure', { confirms: true })).status).toBe(200);
    t.now = morning;
    expect((await t.get(hejing, `/api/certificates/${lin.id}/${issued.body.certificate_id}/pdf`)).status).toBe(404);
    expect((await t.get(null, `/api/verify/${issued.body.code}`)).body).toMatchObject({
      state: 'valid',
      total_minutes: 120,
      name_masked: '',
    });
  });

  test('deleted while a certificate is being printed: the deletion waits, and takes the new sheet along', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林急', shift);
    await served(lin, shift, hours('09:00'), hours('11:00'));
    const period = { from: '2026-01-01', until: '2026-12-31', purpose: 'general' };
    expect((await t.post(lin, '/api/my/certificates', period)).status).toBe(200);
    const blocker = await t.database.owner.connect();
    await blocker.query('begin');
    await blocker.query('select 1 from number_series for update');
    let erased = false;
    const waiting = async (count: number): Promise<void> => {
      for (let found = 0; found < count && !erased;) {
        const [row] = await t.rows<{ n: number }>(
          sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        found = row?.n ?? 0;
      }
    };
    const morning = t.now;
    t.now = hours('20:00');
    const issuing = t.post(lin, '/api/my/certificates', period);
    await waiting(1); // it has read the name and waits for its number
    const erasing = t.post(lin, '/api/me/volunteer/erasure', { confirms: true }).finally(() => {
      erased = true;
    });
    await waiting(2);
    await blocker.query('commit');
    blocker.release();
    expect([(await issuing).status, (await erasing).status]).toEqual([200, 200]);
    t.now = morning;
    expect(
      await t.rows(sql`
        select from certificates c join attachments f on f.subject_id = c.id where c.volunteer_id = ${lin.id}`),
    ).toEqual([]);
  });

  test('the badge is signed with the published key', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林章', shift);
    await served(lin, shift, hours('09:00'), hours('11:00'));
    const issued = await t.post<{ certificate_id: string }>(lin, '/api/my/certificates', {
      from: '2026-01-01',
      until: '2026-12-31',
      purpose: 'general',
    });
    const badge = await t.get<{ jwt: string; credential: { type: string[] } }>(
      lin,
      `/api/certificates/${lin.id}/${issued.body.certificate_id}/badge`,
    );
    const keys = await t.get<{ keys: { kty: string; crv: string; x: string }[] }>(null, '/api/badge-keys');
    const [head, payload, signature] = badge.body.jwt.split('.');
    const key = createPublicKey({ key: keys.body.keys[0] ?? {}, format: 'jwk' });
    expect(verify(null, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
    expect(verify(null, Buffer.from(`${head}.${payload}x`), key, Buffer.from(signature ?? '', 'base64url'))).toBe(
      false,
    );
    expect(badge.body.credential.type).toContain('OpenBadgeCredential');
  });

  test('the badge holds nothing that can be counted up; its holder alone is shown the key that proves it', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林密', shift);
    await t.setUp((writer) => writer.run(sql`update volunteers set number = '33100012345' where id = ${lin.id}`)); // as numbers are counted up
    await served(lin, shift, hours('09:00'), hours('11:00'));
    const issued = await t.post<{ certificate_id: string; number: string; code: string }>(lin, '/api/my/certificates', {
      from: '2026-01-01',
      until: '2026-12-31',
      purpose: 'general',
    });
    const url = `/api/certificates/${lin.id}/${issued.body.certificate_id}/badge`;
    type Badge = {
      jwt: string;
      credential: { credentialSubject: { identifier: { identityHash: string; salt: string }[] } };
    };
    const badge = (await t.get<Badge>(lin, url)).body;
    const [identifier] = badge.credential.credentialSubject.identifier;
    const salt = identifier?.salt ?? '';
    const isIt = (value: string): boolean =>
      [`${value}${salt}`, `${salt}${value}`].some(
        (text) => `sha256$${createHash('sha256').update(text).digest('hex')}` === identifier?.identityHash,
      );
    expect(salt).toMatch(/^[0-9a-f]{32}$/);

    const known = (
      await t.rows<{ number: string; name: string }>(
        sql`select v.number, p.name from volunteers v join persons p on p.id = v.id where v.id = ${lin.id}`,
      )
    )[0];
    const number = known?.number ?? '';
    const running = /\d+$/.exec(number.replaceAll(' ', ''))?.[0].slice(-5) ?? '';
    const stem = number.replaceAll(' ', '').slice(0, -running.length);
    const counted = Array.from(
      { length: 10 ** running.length },
      (_, index) => `${stem}${String(index).padStart(running.length, '0')}`,
    );
    expect(counted).toContain(number.replaceAll(' ', '')); // the true one is among those tried
    expect(
      [
        ...counted,
        number,
        known?.name ?? '',
        lin.id,
        issued.body.certificate_id,
        issued.body.number,
        issued.body.code,
      ].filter(isIt),
    ).toEqual([]);

    const mine = (await t.get<{ rows: { holder_key: string }[] }>(lin, '/api/my/certificates')).body.rows[0];
    expect(mine?.holder_key).toMatch(/^[0-9a-f]{32}$/);
    expect(isIt(mine?.holder_key ?? '')).toBe(true);
    expect(JSON.stringify(badge)).not.toContain(mine?.holder_key);
    expect(Buffer.from(badge.jwt.split('.')[1] ?? '', 'base64url').toString()).not.toContain(mine?.holder_key);
    expect((await t.get(null, `/api/verify/${issued.body.code}`)).body).not.toHaveProperty('holder_key');
    const archive = await t.get<{ rows: object[] }>(hejing, '/api/certificates');
    expect(archive.body.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(archive.body)).not.toContain(mine?.holder_key);
  });
});
