import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from '../ledger/verify-ledger.ts';

/** Every posted service record has its transfer, of the same unit and minutes, and every gift of minutes has its record: both from one look through both. */
export async function verifyRecords(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ record_id: string | null; transfer_id: string; volunteer_id: string }>(sql`
    select r.id as record_id, coalesce(t.id, r.transfer_id) as transfer_id, coalesce(r.volunteer_id, t.volunteer_id) as volunteer_id
    from (select volunteer_id, id, transfer_id, minutes, balance from service_records where transfer_id is not null) r
      full join (select volunteer_id, id, amount, unit, unit <> 'points' and reverses_id is null and reason = 'service_confirmed' as gives from ledger_transfers) t
        on t.volunteer_id = r.volunteer_id and t.id = r.transfer_id
    where (r.id is null and t.gives) or (r.id is not null and (t.amount is distinct from r.minutes or t.unit is distinct from r.balance))
    order by volunteer_id, r.id, transfer_id limit 40`);
  return rows.map((row): Fault => (row.record_id === null
    ? { check: 'record', where: `transfer ${row.transfer_id} of ${row.volunteer_id}`, says: 'gives minutes without a service record' }
    : { check: 'record', where: `service record ${row.record_id} of ${row.volunteer_id}`, says: 'does not match its transfer' }));
}
