import type { Job } from '../services.ts';
import { carryOutEnds } from './planned-ends/carry-out-end.ts';

export const organizationsJobs: readonly Job[] = [
  {
    name: 'organizations.carry_out_ends',
    title: { zh: '到期的撤销和合并生效', en: 'Carry out the ends of organisations whose day has come' },
    // on the hour, the first of a business day at midnight in Asia/Shanghai
    cron: '0 * * * *',
    run: carryOutEnds,
  },
];
