import { expect, test } from 'vitest';
import { Reader } from '../../db/reader.ts';
import { testApp } from '../../testing/test-app.ts';
import { verifyCertificates } from './verify-certificates.ts';

test('a number on two certificates, one that is missing and one beside the series are found', async () => {
  const t = await testApp();
  try {
    const issuer = '01900000-0000-7000-8000-000000000001';
    const given = (last: number) =>
      t.database.owner.query(
        "insert into number_series (issuer, kind, year, last_number) values ($1, 'records.certificate', 2026, $2) on conflict (issuer, kind, year) do update set last_number = excluded.last_number",
        [issuer, last],
      );
    const add = (code: string, number: string) =>
      t.database.owner.query(
        'insert into certificate_codes (code, number, volunteer_id, certificate_id) values ($1, $2, gen_random_uuid(), gen_random_uuid())',
        [code, number],
      );
    const found = () => verifyCertificates(new Reader(t.database.pool));
    await t.database.owner.query('insert into certificate_prefixes (organization_id, prefix) values ($1, $2)', [
      issuer,
      'QZ',
    ]);
    await given(2);
    await add('AAAA', 'QZ 2026 000001');
    await add('BBBB', 'QZ 2026 000002');
    expect(await found()).toEqual([]);
    await add('CCCC', 'QZ 2026 000001');
    expect(await found()).toEqual([
      {
        check: 'certificate',
        where: 'certificate number QZ 2026 000001',
        says: 'stands on more than one certificate',
      },
    ]);
    await t.database.owner.query("delete from certificate_codes where code in ('AAAA', 'CCCC')");
    const missing = {
      check: 'certificate',
      where: 'certificate numbers QZ 2026',
      says: '2 were given, 1 are there up to 2',
    };
    expect(await found()).toEqual([missing]);
    await add('DDDD', 'QZ 2026 000001');
    await add('EEEE', 'XX 2026 000001');
    const beside = {
      check: 'certificate',
      where: 'certificate numbers XX 2026',
      says: '0 were given, 1 are there up to 1',
    };
    expect(await found()).toEqual([beside]);
    await given(3);
    expect(await found()).toEqual([{ ...missing, says: '3 were given, 2 are there up to 2' }, beside]);
  } finally {
    await t.close();
  }
});
