import type { Job } from '../services.ts';
import { takeDeadlineSteps } from './take-deadline-steps.ts';

export const calendarJobs: readonly Job[] = [
  {
    name: 'calendar.deadlines',
    title: { zh: '到期提醒，逾期逐级上报', en: 'Remind of what is due, tell upwards what is overdue' },
    // five past the hour, the first of a business day soon after midnight in Asia/Shanghai
    cron: '5 * * * *',
    run: takeDeadlineSteps,
  },
];
