import type { Job } from '../services.ts';
import { removeUnused } from './remove-unused.ts';

export const attachmentsJobs: readonly Job[] = [
  {
    name: 'remove_unused_files',
    title: { zh: '清理没有用上的文件', en: 'Remove files that nothing names' },
    cron: '50 18 * * *',
    run: async (services) => {
      await removeUnused(services);
    },
  },
];
