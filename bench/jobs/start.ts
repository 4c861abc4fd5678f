import type { Job } from '../bench.ts';
import { startBuilt } from '../built-server.ts';
import { atMost, median, residentMegabytes } from '../measure.ts';

const idleMs = 5000;

export const start: Job = {
  name: 'start',
  measures:
    'from the start of the process to the first page, with the data of the seed; the database is up for the bench itself',
  run: async (bench) => {
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const server = await startBuilt(bench.data_dir);
      times.push(server.started_ms);
      await server.stop();
    }
    bench.report(atMost('start to the first page', median(times) / 1000, 's', 3));
  },
};

export const memory: Job = {
  name: 'memory',
  measures: 'resident memory of the server, idle, without the database',
  run: async (bench) => {
    const server = await startBuilt(bench.data_dir);
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    bench.report(atMost('memory, idle', residentMegabytes(server.pid), 'MB', 200));
    await server.stop();
  },
};
