import { purgeSignIn } from '../accounts/sign-in/purge-sign-in.ts';
import { purgeAnswers, purgeAttempts } from '../db/purge-old.ts';
import type { Job } from '../services.ts';

export const platformJobs: readonly Job[] = [
  {
    name: 'purge_attempts',
    title: { zh: '清理试错和验证码', en: 'Clear tries and one-time codes' },
    cron: '25 * * * *',
    run: async (services) => {
      await purgeAttempts(services.pool, services.clock());
      await purgeSignIn(services.pool, services.clock());
    },
  },
  {
    name: 'purge_answers',
    title: { zh: '清理旧请求的回执', en: 'Clear the answers kept for repeated requests' },
    cron: '40 19 * * *',
    run: (services) => purgeAnswers(services.pool, services.clock()),
  },
];
