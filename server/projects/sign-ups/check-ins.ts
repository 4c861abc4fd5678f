import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

/** Stamps belong to the records; here only whether there is one is asked. */
export async function hasCheckedIn(reader: Reader, volunteerId: Id, shiftId: Id): Promise<boolean> {
  const { found } = await reader.one<{ found: boolean }>(sql`
    select exists (select 1 from attendance_stamps where volunteer_id = ${volunteerId} and shift_id = ${shiftId} and direction = 'in') as found`);
  return found;
}
