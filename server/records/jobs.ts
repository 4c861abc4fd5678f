import type { Job } from '../services.ts';
import { purgeStampSenders } from './check-in/stamp-sender.ts';

export const recordsJobs: readonly Job[] = [
  {
    name: 'purge_stamp_senders',
    title: { zh: '清理签到来源和被拒的签到', en: 'Clear senders of stamps and refused check-ins' },
    cron: '50 19 * * *',
    run: purgeStampSenders,
  },
];
