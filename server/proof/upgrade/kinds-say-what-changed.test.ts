/** Rows of before carry the former words of two values; the upgrade renames them, and says so as any write does. */
import { afterAll, expect, test } from 'vitest';
import { migrate, readMigrations } from '../../db/migrate.ts';
import { sql } from '../../db/sql.ts';
import { verifyPlatform } from '../../evidence/verify-platform.ts';
import { makeChanges } from '../../projects/changes/fixtures.ts';

const { t, fixtures, series, volunteer, shown } = await makeChanges();
afterAll(() => t.close());

const name = '2026-11-30T09-30-kinds-say-what-changed.sql';

test('a change of leaders and a message of before are found under their names of today, and verify finds no hand', async () => {
  const [stays, comes] = [await volunteer('留下的'), await volunteer('新来的')];
  const activity = await series({ leader_ids: [stays.id] });
  const [number] = await t.rows<{ number: string }>(sql`select number from volunteers where id = ${comes.id}`);
  const answer = await t.put(fixtures.leader, `/api/activities/${activity.id}/leaders`, {
    kept_ids: [stays.id],
    left_ids: [],
    volunteer_numbers: [number?.number],
  });
  expect(answer.status).toBe(200);
  const owner = t.database.owner;
  await owner.query("update activity_changes set kind = 'led'; update notices set kind = 'records.eliminated'");
  const found = async () =>
    (await verifyPlatform(t.services, [])).faults.filter(({ where }) => where.startsWith('activity_changes ')).length;
  const byHand = await found();
  await owner.query('delete from schema_migrations where name = $1', [name]);
  expect(await migrate(owner, readMigrations(), { functions: null, secrets: t.services.secrets })).toEqual([name]);
  expect((await shown(activity)).activity_changes).toMatchObject([{ kind: 'leaders_changed' }]);
  expect(await t.rows(sql`select distinct kind from notices`)).toEqual([{ kind: 'records.reversed' }]);
  expect([byHand, await found()]).toEqual([1, 0]);
});
