import type { Pool } from 'pg';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Job } from '../../services.ts';

/** A printed sheet names the person: once the person is deleted (not: merged) it goes, while number, sums and state stay. */
export async function purgeSheets(pool: Pool): Promise<number> {
  const gone = await new Reader(pool).all(sql`
    update certificates c set pdf = '' from volunteers v join persons p on p.id = coalesce(v.merged_into, v.id) where v.id = c.volunteer_id and p.erased_at is not null and length(c.pdf) > 0 returning c.id`);
  return gone.length;
}

export const recordsJobs: readonly Job[] = [
  {
    name: 'records_purge_sheets',
    title: { zh: '销毁已注销志愿者的证明文件', en: 'Destroy certificates of deleted people' },
    cron: '40 17 * * *',
    run: async (services) => {
      await purgeSheets(services.pool);
    },
  },
];
