import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

type Waiting = {
  readonly sign_up_id: Id;
  readonly shift_id: Id;
  readonly place: 'seat' | 'waitlist';
  readonly queue_number: number;
  readonly is_standing: boolean;
};

/** How many wait for the same shift before each, itself included. Who else waits lies with each of them, so it is asked by shift. */
export async function waitlistPlaces(reader: Reader, rows: readonly Waiting[]): Promise<(signUp: Id) => number | null> {
  const waiting = rows.filter((row) => row.place === 'waitlist' && row.is_standing);
  if (waiting.length === 0) return () => null;
  const counted = await reader.all<{ id: Id; count: number }>(sql`
    select q.id, count(*)::int as count
    from unnest(${waiting.map((row) => row.sign_up_id)}::uuid[], ${waiting.map((row) => row.shift_id)}::uuid[], ${waiting.map((row) => row.queue_number)}::bigint[]) q (id, shift_id, queue_number)
    join sign_ups w on w.shift_id = q.shift_id and w.queue_number <= q.queue_number
    where w.ended_at is null and w.place = 'waitlist' group by q.id`);
  const places = new Map(counted.map((each) => [each.id, each.count]));
  return (signUp) => places.get(signUp) ?? null;
}
