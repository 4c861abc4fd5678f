import { permissions } from '../../domain/permissions.ts';
import type { Permission } from '../../domain/access.ts';
import { Actor } from '../../server/http/actor.ts';
import { listActivities } from '../../server/projects/activities/activity-queries.ts';
import type { Job } from '../bench.ts';
import { headersOf, makeStaff, signIn, volunteerId } from '../crowd.ts';
import { measureHot } from '../hot.ts';
import { scriptLine, statementsOf } from '../pgbench.ts';

const place = 0;

export const list: Job = {
  name: 'list',
  measures: 'a list of 20 activities for staff of a county, beside its bare SQL',
  run: async (bench) => {
    await signIn(bench);
    await makeStaff(bench, place, false);
    const { county_id, county_path } = bench.seeded;
    const grants = [
      {
        role_id: county_id,
        permissions: permissions as Permission[],
        organization_id: county_id,
        path: county_path,
        below: true,
        valid_from: '2020-01-01',
        valid_until: null,
        activity_id: null,
      },
    ];
    const actor = new Actor({
      person_id: volunteerId(1),
      session_id: volunteerId(1),
      has_second_factor: true,
      grants,
      now: new Date(),
    });
    const statements = await statementsOf(bench.pool, (reader) =>
      listActivities(reader, actor, new Date(), { limit: 20 }),
    );
    await measureHot(bench, {
      name: 'list of 20 activities',
      requests: async () => [{ method: 'GET', path: '/api/activities?limit=20', headers: headersOf(place) }],
      repeat: true,
      script: async () => statements.map((statement) => scriptLine(statement)).join(''),
      cpu_ms: 2,
    });
  },
};
