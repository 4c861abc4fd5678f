import { myHours } from '../../server/records/check-in/my-queries.ts';
import type { Job } from '../bench.ts';
import { concurrentCallCount, headersOf, signIn, volunteerId, volunteerIdSql } from '../crowd.ts';
import { measureHot } from '../hot.ts';
import { scriptLine, statementsOf } from '../pgbench.ts';

export const myHoursJob: Job = {
  name: 'my-hours',
  measures: 'my hours with their sources, beside their bare SQL',
  run: async (bench) => {
    await signIn(bench);
    const people = concurrentCallCount(bench);
    const statements = await statementsOf(bench.pool, (reader) =>
      myHours(reader, volunteerId(1), { limit: 20, now: new Date(), own: true }),
    );
    const anyone = volunteerIdSql(':n::int');
    const lines = statements.map((statement) =>
      scriptLine(statement, (value) => (value === volunteerId(1) ? anyone : undefined)),
    );
    await measureHot(bench, {
      name: 'my hours',
      requests: async () =>
        Array.from({ length: Math.min(people, 5000) }, (_, place) => ({
          method: 'GET',
          path: '/api/my/hours',
          headers: headersOf(place),
        })),
      repeat: true,
      script: async () => `\\set n random(1, ${people})\n${lines.join('')}`,
      cpu_ms: 1,
    });
  },
};
