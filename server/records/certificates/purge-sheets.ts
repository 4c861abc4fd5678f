import type { Id } from '../../../domain/id.ts';
import { byId } from '../../db/by-id.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { leaveEvent } from '../../db/leave-event.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Job, Services } from '../../services.ts';

/** A printed sheet names the person: once the person is deleted (not: merged) it goes, while number, sums and state stay. */
export async function purgeSheets({ pool, secrets, clock }: Services): Promise<number> {
  return inTransaction(pool, async (reader) => {
    const merged = await goneBehind(reader);
    const gone = await reader.all<{ id: string }>(sql`
      update certificates c set pdf = '' from volunteers v join persons p on p.id = v.id
      where v.id = c.volunteer_id and (v.merged_into is null and p.erased_at is not null or c.volunteer_id = any(${merged}::uuid[])) and length(c.pdf) > 0 returning c.id`);
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

/** Registrations that hold sheets and were merged into that of somebody who was deleted. */
async function goneBehind(reader: Reader): Promise<Id[]> {
  const rows = await reader.all<{ id: Id; merged_into: Id }>(sql`
    select distinct v.id, v.merged_into from certificates c join volunteers v on v.id = c.volunteer_id where v.merged_into is not null and length(c.pdf) > 0`);
  const erased = await byId<{ id: Id }>(
    rows.map((row) => row.merged_into),
    (ids) => reader.all(sql`select id from persons where id = any(${ids}::uuid[]) and erased_at is not null`),
  );
  return rows.filter((row) => erased.has(row.merged_into)).map((row) => row.id);
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
