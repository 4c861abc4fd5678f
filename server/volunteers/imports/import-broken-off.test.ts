import pg from 'pg';
import { afterAll, expect, test, vi } from 'vitest';
import { newId } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import { write } from '../../db/writer.ts';
import { Actor } from '../../http/actor.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { testApp } from '../../testing/test-app.ts';
import type { CheckedRow } from './check-roster.ts';
import { importRoster } from './import-roster.ts';

const t = await testApp();
afterAll(async () => {
  vi.restoreAllMocks();
  await t.close();
});

test('a sheet that breaks off while a piece is being written leaves nothing, and nothing is sent after the transaction is undone', async () => {
  const county = await t.organization('云汀区青年志愿者协会');
  const known = await t.volunteer('林晓禾', county);
  const row: CheckedRow = {
    row_number: 2,
    cells: [],
    problems: [],
    notes: [],
    state: 'known',
    known_id: known.id,
    place: { id: county.id, path: county.path, name: county.name },
    document_index: Buffer.from('a'),
    person: {
      name: '林晓禾',
      document: { type: 'resident_id', number: '110105194912310021', birth_date: '1949-12-31', sex: 'female' },
      phone: '13900000001',
      volunteer_number: null,
      organization_name: null,
      is_league_member: false,
      joined_on: null,
      guardian: null,
      needs_guardian: false,
      remark: '',
    },
  };
  async function* pieces(): AsyncGenerator<readonly CheckedRow[]> {
    yield [row];
    throw problem('files.damaged');
  }
  const sent: string[] = [];
  const query = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [first] = given;
    sent.push(typeof first === 'string' ? first : String((first as { text: string }).text));
    return Reflect.apply(query, this, given) as never;
  });
  const grants = [
    {
      role_id: newId(t.now),
      permissions: ['volunteers.register' as const],
      organization_id: county.id,
      path: county.path,
      below: true,
      valid_from: '2020-01-01',
      valid_until: null,
      activity_id: null,
    },
  ];
  const actor = new Actor({
    person_id: known.id,
    session_id: newId(t.now),
    has_second_factor: true,
    grants,
    now: t.now,
  });
  const importing = write(
    t.database.pool,
    { now: t.now, actor, request_id: 'broken', secrets: t.services.secrets },
    async (writer) =>
      importRoster(writer, {
        organization: await loadOrganization(writer, county.id),
        file_name: '名册.xlsx',
        digest: 'd',
        take: 'good',
        roster: {
          header: { row_number: 1, columns: new Map(), labels: [], used: [], passed_over: [] },
          sheet: { name: '', others: [] },
          rows_expected: 1,
          skipped_rows: [],
          hidden_rows: [],
          pieces: pieces(),
        },
      }),
  );
  await expect(importing).rejects.toMatchObject({ code: 'files.damaged' });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(sent.some((text) => text.includes('from memberships'))).toBe(true); // the piece was on its way
  expect(sent.at(-1)).toBe('rollback');
  expect(await t.rows(sql`select 1 from memberships union all select 1 from roster_imports`)).toEqual([]);
});
