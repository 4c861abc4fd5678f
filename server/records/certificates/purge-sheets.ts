import { inTransaction } from '../../db/in-transaction.ts';
import { leaveEvent } from '../../db/leave-event.ts';
import { sql } from '../../db/sql.ts';
import type { Job, Services } from '../../services.ts';

/** A printed sheet names the person: once the person is deleted (not: merged) it goes, while number, sums and state stay. */
export async function purgeSheets({ pool, secrets, clock }: Services): Promise<number> {
  return inTransaction(pool, async (reader) => {
    const gone = await reader.all<{ id: string }>(sql`
      update certificates c set pdf = '' from volunteers v join persons p on p.id = coalesce(v.merged_into, v.id) where v.id = c.volunteer_id and p.erased_at is not null and length(c.pdf) > 0 returning c.id`);
    if (gone.length > 0)
      await leaveEvent(reader, secrets, {
        now: clock(),
        action: 'records.purge_sheets',
        subject_type: 'certificates',
        subject_id: 'sheets',
        after: { certificates: gone.map(({ id }) => id) },
        request_id: 'job records_purge_sheets',
      });
    return gone.length;
  });
}

export const recordsJobs: readonly Job[] = [
  {
    name: 'records_purge_sheets',
    title: { zh: '销毁已注销志愿者的证明文件', en: 'Destroy certificates of deleted people' },
    cron: '40 17 * * *',
    run: async (services) => {
      await purgeSheets(services);
    },
  },
];
