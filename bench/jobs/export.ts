import { buffer } from 'node:stream/consumers';
import { writeWorkbook } from '../../server/files/write-sheet.ts';
import { rosterHeader } from '../../server/volunteers/roster/roster-queries.ts';
import type { Job } from '../bench.ts';
import { headersOf, makeStaff, signIn } from '../crowd.ts';
import { peakMegabytes, resetPeak, shown, timesTheLimit } from '../measure.ts';
import { request } from '../upload.ts';

const place = 2;

export const exportRoster: Job = {
  name: 'export',
  measures: 'export of the roster of all volunteers, beside writing as many rows alone',
  run: async (bench) => {
    await signIn(bench);
    await makeStaff(bench, place, true);
    const server = await bench.server();
    const {
      rows: [found],
    } = await bench.pool.query<{ rows: number }>(
      'select count(*)::int as rows from volunteers where withdrawn_at is null',
    );
    const rows = found?.rows ?? 0;
    const made = Array.from({ length: rows }, (_, number) => [
      `B${number}`,
      '志○○',
      '',
      '',
      `服务队${number % 9000}`,
      '自己注册',
      '2025-11-22',
      '',
      '',
      '',
    ]);
    const write = async (): Promise<number> => {
      const from = performance.now();
      await buffer(writeWorkbook('志愿者', rosterHeader, made));
      return performance.now() - from;
    };
    resetPeak(server.pid);
    const [before, answer, after] = [
      await write(),
      await request(`${server.address}/api/volunteers.xlsx`, { headers: headersOf(place) }),
      await write(),
    ];
    bench.report(timesTheLimit(`export of ${rows} rows`, answer.ms / 1000, 's', (before + after) / 2000, 2));
    bench.report(shown('memory at the peak of an export', peakMegabytes(server.pid), 'MB'));
  },
};
