import { permissions } from '../../domain/permissions.ts';
import type { Permission } from '../../domain/access.ts';
import { Actor } from '../../server/http/actor.ts';
import { listActivities } from '../../server/projects/activities/activity-queries.ts';
import { listRecords } from '../../server/records/service/record-list.ts';
import type { Job } from '../bench.ts';
import { headersOf, makeStaff, signIn, volunteerId } from '../crowd.ts';
import { measureHot } from '../hot.ts';
import { scriptLine, statementsOf } from '../pgbench.ts';

const place = 0;

export const list: Job = {
  name: 'list',
  measures:
    'a list of 20 activities for staff of a county, and of 20 service records in another order with their sums, beside their bare SQL',
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
      cpu_ms: 1,
    });
    const asked = { limit: 20, sort: '-minutes', totals: 'counted', now: new Date() } as const;
    const ordered = await statementsOf(bench.pool, (reader) => listRecords(reader, actor, asked));
    await measureHot(bench, {
      name: 'records of a county, longest first, counted and summed',
      requests: async () => [
        {
          method: 'GET',
          path: '/api/service-records?limit=20&sort=-minutes&totals=counted',
          headers: headersOf(place),
        },
      ],
      repeat: true,
      script: async () => ordered.map((statement) => scriptLine(statement)).join(''),
      cpu_ms: 6,
    });
  },
};
