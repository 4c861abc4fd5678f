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
    await t.database.owner.query(
      "update sign_in_links set grant_id = null, person_id = '019b0000-0000-7000-8000-00000000dead'",
    );
    expect((await verifyReferences(new Reader(t.database.pool))).map(({ says }) => says)).toEqual([
      'names a person who is not there: 019b0000-0000-7000-8000-00000000dead',
      'names a person who is not there: 019b0000-0000-7000-8000-00000000dead',
    ]);
  } finally {
    await t.close();
  }
});

test('a number and a merged registration are held from both sides', async () => {
  const t = await testApp();
  try {
    const county = await t.organization('清水县青年志愿者协会');
    const [lin, chen, he] = [
      await t.volunteer('林晓禾', county),
      await t.volunteer('陈屿', county),
      await t.volunteer('何澜', county),
    ];
    const found = () => verifyReferences(new Reader(t.database.pool));
    const byHand = (text: string, values: readonly string[]) => t.database.owner.query(text, [...values]);
    const { rows } = await t.database.owner.query<{ number: string }>('select number from volunteers where id = $1', [
      lin.id,
    ]);
    const number = rows[0]?.number ?? '';
    await byHand('update volunteers set merged_into = $1 where id = $2', [chen.id, he.id]);
    await byHand('insert into merged_registrations (person_id, volunteer_id) values ($1, $2)', [chen.id, he.id]);
    expect(await found()).toEqual([]);

    await byHand('update volunteers set number = $1 where id = $2', [number, chen.id]);
    expect((await found()).map(({ where, says }) => [where, says.replace(/: .*/, '')])).toEqual([
      [`volunteer ${chen.id}`, 'has a number that does not lead there'],
      [expect.stringMatching(/^volunteer number T/), 'leads to somebody who does not have it'],
    ]);
    await byHand('update volunteers v set number = n.number from volunteer_numbers n where n.volunteer_id = v.id', []);

    await byHand('update merged_registrations set person_id = $1', [lin.id]);
    expect((await found()).map(({ where, says }) => [where, says.replace(/: .*/, '')])).toEqual([
      [`volunteer ${he.id}`, 'was merged, and is not found from the person'],
      [`volunteer ${lin.id}`, 'is said to be joined by a registration that was not merged into it'],
    ]);
  } finally {
    await t.close();
  }
});
