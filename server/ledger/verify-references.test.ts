import { expect, test } from 'vitest';
import { sql } from '../db/sql.ts';
import { Reader } from '../db/reader.ts';
import { testApp } from '../testing/test-app.ts';
import { verifyReferences } from './verify-references.ts';

test('a link that names a role which is not there is found, and one whose role stands is not', async () => {
  const t = await testApp();
  try {
    const county = await t.organization('清水县青年志愿者协会');
    const clerk = await t.person('周敏', [{ permissions: ['accounts.grant'], at: county }]);
    const made = (id: string, grant: string) =>
      t.setUp((writer) =>
        writer.run(sql`
        insert into sign_in_links (id, person_id, token_hash, grant_id, made_at, expires_at)
        values (${id}, ${clerk.id}, ${Buffer.from(id)}, ${grant}, ${t.now}, ${t.now})`),
      );
    const [grant] = await t.rows<{ id: string }>(sql`select id from role_grants where person_id = ${clerk.id}`);
    await made('019b0000-0000-7000-8000-000000000001', grant?.id ?? '');
    expect(await verifyReferences(new Reader(t.database.pool))).toEqual([]);
    await made('019b0000-0000-7000-8000-000000000002', '019b0000-0000-7000-8000-00000000dead');
    expect(await verifyReferences(new Reader(t.database.pool))).toEqual([
      {
        check: 'reference',
        where: 'sign-in link 019b0000-0000-7000-8000-000000000002',
        says: 'names a role that is not there: 019b0000-0000-7000-8000-00000000dead',
      },
    ]);
  } finally {
    await t.close();
  }
});
