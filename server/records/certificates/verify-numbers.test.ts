import { expect, test } from 'vitest';
import { Reader } from '../../db/reader.ts';
import { testApp } from '../../testing/test-app.ts';
import { verifyCertificates } from './verify-certificates.ts';

test('a number that stands on two certificates is found, one that stands on one is not', async () => {
  const t = await testApp();
  try {
    const add = (code: string, number: string) =>
      t.database.owner.query(
        'insert into certificate_codes (code, number, volunteer_id, certificate_id) values ($1, $2, gen_random_uuid(), gen_random_uuid())',
        [code, number],
      );
    await add('AAAA', 'QZ 1');
    await add('BBBB', 'QZ 2');
    expect(await verifyCertificates(new Reader(t.database.pool))).toEqual([]);
    await add('CCCC', 'QZ 1');
    expect(await verifyCertificates(new Reader(t.database.pool))).toEqual([
      { check: 'certificate', where: 'certificate number QZ 1', says: 'stands on more than one certificate' },
    ]);
  } finally {
    await t.close();
  }
});
