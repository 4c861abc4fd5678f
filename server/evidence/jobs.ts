import type { Job } from '../services.ts';
import { keepRows } from './keep-rows.ts';

export const evidenceJobs: readonly Job[] = [
  // Before the audit trail is sealed; its event is sealed the night after, like any other of the day
  {
    name: 'keep_rows',
    title: { zh: '登记当晚的数据行', en: 'Write down the rows of the night' },
    cron: '35 16 * * *',
    run: async (services) => {
      await keepRows(services);
    },
  },
];
