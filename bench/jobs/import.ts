import { createHash, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { addDays } from '../../domain/time.ts';
import { exampleNumber } from '../../domain/volunteers/gb11643.ts';
import { readSheet } from '../../server/files/read-sheet.ts';
import { writeWorkbook } from '../../server/files/write-sheet.ts';
import type { Bench, Job } from '../bench.ts';
import { headersOf, makeStaff, signIn } from '../crowd.ts';
import { atMost, cpuOf, peakMegabytes, resetPeak, residentMegabytes, round, shown } from '../measure.ts';
import { request, sheetForm } from '../upload.ts';

const place = 1;
const people = 50_000;
const perDay = 900;
const surnames = Array.from('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许');
const given = Array.from('安博晨丹恩芳耕海佳恺兰敏宁平琴荣思婷文晓雅泽志');

/** One row in fifty is wrong. Another run brings other people, by other days of birth. */
function rosterOf(run: number): string[][] {
  const nameOf = (number: number): string =>
    `${surnames[number % surnames.length]}${given[Math.floor(number / 20) % given.length]}${given[Math.floor(number / 460) % given.length]}`;
  const first = addDays('1950-01-01', run * Math.ceil(people / perDay));
  return Array.from({ length: people }, (_, number) => [
    nameOf(number),
    number % 50 === 0 ? '123' : exampleNumber('330702', addDays(first, Math.floor(number / perDay)), number % perDay),
    `138${String(10_000_000 + ((run * people + number) % 90_000_000))}`,
  ]);
}

async function importedBefore(bench: Bench): Promise<number> {
  const {
    rows: [found],
  } = await bench.pool.query<{ runs: number }>(
    "select count(*)::int as runs from audit_events where subject_type = 'bench import'",
  );
  await bench.pool.query(
    "insert into audit_events (id, at, action, subject_type, subject_id, request_id) values (new_id(now()), now(), 'bench', 'bench import', '', 'bench')",
  );
  return found?.runs ?? 0;
}

export const importRoster: Job = {
  name: 'import',
  measures: `preview and import of a workbook of ${people} rows, one in fifty wrong, beside reading it alone`,
  run: async (bench) => {
    await signIn(bench);
    await makeStaff(bench, place, false);
    const server = await bench.server();
    const bytes = await buffer(
      writeWorkbook(
        '名单',
        ['姓名', '身份证号', '手机'].map((header) => ({ header })),
        rosterOf(await importedBefore(bench)),
      ),
    );
    const alone = performance.now();
    const { rows } = await readSheet(bytes);
    const reading = performance.now() - alone;
    if (rows.length !== people + 1) throw new Error(`${rows.length} rows were read`);
    const post = (path: string, fields: Record<string, string>) =>
      request(`${server.address}${path}`, {
        method: 'POST',
        headers: { ...headersOf(place), 'idempotency-key': randomUUID() },
        body: sheetForm(bytes, { organization_id: bench.seeded.county_id, ...fields }),
      });
    const idle = residentMegabytes(server.pid);
    resetPeak(server.pid);
    const preview = await post('/api/volunteer-imports/preview', {});
    const { counts } = JSON.parse(preview.text) as { counts: { new: number; bad: number } };
    if (counts.new !== people * 0.98 || counts.bad !== people * 0.02)
      throw new Error(`the preview counted ${JSON.stringify(counts)}`);
    const before = [cpuOf(server.pid), cpuOf(bench.database)] as const;
    const taken = await post('/api/volunteer-imports', {
      digest: createHash('sha256').update(bytes).digest('base64url'),
      take: 'good',
    });
    for (const [name, ms] of [
      ['preview', preview.ms],
      ['import', taken.ms],
    ] as const) {
      bench.report({
        ...atMost(`${name} of ${people} rows`, ms / 1000, 's', 10),
        limit: round(reading / 1000),
        ratio: round(ms / reading),
        note: 'the limit is reading alone',
      });
    }
    const [application, database] = [
      (cpuOf(server.pid) - before[0]) / 1000,
      (cpuOf(bench.database) - before[1]) / 1000,
    ];
    bench.report(
      shown(
        'import, CPU',
        application + database,
        's',
        `${round(application)} application, ${round(database)} database`,
      ),
    );
    bench.report({
      ...atMost('memory at the peak of an import', peakMegabytes(server.pid), 'MB', 200),
      note: `idle before it ${round(idle, 0)} MB`,
    });
  },
};
