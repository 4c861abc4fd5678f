import type { Job } from '../jobs.ts';
import { write } from '../db/writer.ts';
import { expireGuardianRequests } from './answer-guardian-request.ts';

export const volunteersJobs: readonly Job[] = [{
  name: 'volunteers.expire_guardian_requests',
  title: { zh: '清除过期的监护请求', en: 'Destroy guardian requests that have expired' },
  cron: '20 * * * *',
  run: async (services) => {
    const context = { now: services.clock(), actor: null, request_id: 'job expire_guardian_requests', secrets: services.secrets };
    await write(services.pool, context, expireGuardianRequests);
  },
}];
