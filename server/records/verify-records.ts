import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from '../ledger/verify-ledger.ts';

/** Every posted service record has its transfer, of the same unit and minutes, and every gift of minutes has its record. */
export async function verifyRecords(reader: Reader): Promise<Fault[]> {
  const odd = await reader.all<{ volunteer_id: string; id: string }>(sql`
    select r.volunteer_id, r.id from service_records r
    left join ledger_transfers t on t.volunteer_id = r.volunteer_id and t.id = r.transfer_id
    where r.transfer_id is not null and (t.amount is distinct from r.minutes or t.unit is distinct from r.balance) order by r.volunteer_id, r.id limit 20`);
  const lone = await reader.all<{ volunteer_id: string; id: string }>(sql`
    select t.volunteer_id, t.id from ledger_transfers t
    left join service_records r on r.volunteer_id = t.volunteer_id and r.transfer_id = t.id
    where t.unit <> 'points' and t.reverses_id is null and t.reason = 'service_confirmed' and r.id is null order by t.volunteer_id, t.id limit 20`);
  return [
    ...odd.map((row): Fault => ({ check: 'record', where: `service record ${row.id} of ${row.volunteer_id}`, says: 'does not match its transfer' })),
    ...lone.map((row): Fault => ({ check: 'record', where: `transfer ${row.id} of ${row.volunteer_id}`, says: 'gives minutes without a service record' })),
  ];
}
