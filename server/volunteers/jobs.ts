import type { Id } from '../../domain/id.ts';
import { sql } from '../db/sql.ts';
import { write } from '../db/writer.ts';
import type { Job, Services } from '../services.ts';
import { expireGuardianRequests } from './guardians/answer-guardian-request.ts';
import { carryOutMerge } from './merges/carry-out-merge.ts';
import { carryOutRecovery } from './phone-recovery/carry-out-recovery.ts';
import { messengerOf } from './guardians/request-guardian.ts';

/** Each merge whose time has passed in a write of its own, so that one that stops holds up no other. */
export async function carryOutMerges(
  services: Pick<Services, 'pool' | 'reader' | 'secrets' | 'clock' | 'later' | 'lifecycles'>,
): Promise<void> {
  const now = services.clock();
  const due = await services.reader.all<{ id: Id }>(sql`
    select id from merge_requests where decision = 'merged' and carried_out_at is null and stopped_at is null and carry_out_after <= ${now} order by carry_out_after limit 500`);
  const context = { now, actor: null, request_id: 'job carry_out_merges', secrets: services.secrets };
  for (const { id } of due) await write(services.pool, context, (writer) => carryOutMerge(writer, services, id));
}

/** New phones whose days of objection have passed, each in a write of its own. */
export async function carryOutRecoveries(
  services: Pick<Services, 'pool' | 'reader' | 'secrets' | 'clock' | 'public_url' | 'development'>,
): Promise<void> {
  const now = services.clock();
  const due = await services.reader.all<{ id: Id }>(sql`
    select id from phone_recoveries where decision = 'approved' and carried_out_at is null and stopped_at is null and carry_out_after <= ${now} order by carry_out_after limit 500`);
  const context = { now, actor: null, request_id: 'job carry_out_recoveries', secrets: services.secrets };
  for (const { id } of due)
    await write(services.pool, context, (writer) => carryOutRecovery(writer, id, messengerOf(services)));
}

export const volunteersJobs: readonly Job[] = [
  {
    name: 'volunteers.expire_guardian_requests',
    title: { zh: '清除过期的监护请求', en: 'Destroy guardian requests that have expired' },
    cron: '20 * * * *',
    run: async (services) => {
      const context = {
        now: services.clock(),
        actor: null,
        request_id: 'job expire_guardian_requests',
        secrets: services.secrets,
      };
      await write(services.pool, context, expireGuardianRequests);
    },
  },
  {
    name: 'volunteers.carry_out_recoveries',
    title: { zh: '到期的新手机号绑定', en: 'Bind new phones whose time has passed' },
    cron: '55 * * * *',
    run: (services) => carryOutRecoveries(services),
  },
  {
    name: 'volunteers.carry_out_merges',
    title: { zh: '到期的合并生效', en: 'Carry out merges whose time has passed' },
    cron: '50 * * * *',
    run: (services) => carryOutMerges(services),
  },
];
