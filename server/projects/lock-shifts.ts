import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { untouchable } from '../../domain/projects/activity-changes.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import type { LaterNouns } from '../later-nouns.ts';
import type { ShiftRow } from './load-activity.ts';

/**
 * Locks everyone on the shifts, then the shifts: person before shift, as signing up does, and the activity before both. Who signed up between the two
 * is not locked yet, so both are let go and taken again; a shift that people rush to for long answers "busy".
 */
export async function lockPeopleAndShifts(writer: Writer, activityId: Id, shiftIds: readonly Id[]): Promise<void> {
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await writer.run(sql`savepoint people_and_shifts`);
    const people = await writer.all<{ volunteer_id: Id }>(sql`
      insert into agendas (volunteer_id, changes)
      select distinct volunteer_id, 1 from sign_ups where shift_id = any(${shiftIds}::uuid[]) and ended_at is null order by volunteer_id
      on conflict (volunteer_id) do update set changes = agendas.changes + 1 returning volunteer_id`);
    await lockShifts(writer, activityId, shiftIds);
    const newcomer = await writer.maybe(sql`
      select 1 from sign_ups where shift_id = any(${shiftIds}::uuid[]) and ended_at is null and volunteer_id <> all(${people.map((each) => each.volunteer_id)}::uuid[]) limit 1`);
    if (newcomer !== undefined) await writer.run(sql`rollback to savepoint people_and_shifts`);
    await writer.run(sql`release savepoint people_and_shifts`); // or what follows would be of another transaction
    if (newcomer === undefined) return;
  }
  throw problem('core.busy');
}

export async function lockShifts(writer: Writer, activityId: Id, shiftIds: readonly Id[]): Promise<void> {
  await writer.run(
    sql`select 1 from shifts where activity_id = ${activityId} and id = any(${shiftIds}::uuid[]) order by id for update`,
  );
}

/** Under the lock: none of them is cancelled, has begun, or was checked in to early. */
export async function requireTouchable(
  writer: Writer,
  later: Pick<LaterNouns, 'shiftsVisited'>,
  { activity_id, shift_ids }: { activity_id: Id; shift_ids: readonly Id[] },
): Promise<void> {
  const shifts = await writer.all<Pick<ShiftRow, 'id' | 'starts_at' | 'ends_at' | 'cancelled_at'>>(sql`
    select s.id, s.starts_at, s.ends_at, s.cancelled_at
    from shifts s where s.activity_id = ${activity_id} and s.id = any(${shift_ids}::uuid[])`);
  if (shifts.length < shift_ids.length) throw problem('core.not_found');
  const visited = await later.shiftsVisited(writer, shift_ids);
  for (const shift of shifts) {
    if (shift.cancelled_at !== null) throw problem('projects.cancelled');
    const refused = untouchable(shift, visited.has(shift.id), writer.now);
    if (refused !== null) throw refused;
  }
}

/** The activity spans its standing shifts, and its SEQUENCE rises, so that calendars take the change over. */
export async function spanShifts(writer: Writer, activityId: Id): Promise<void> {
  await writer.run(sql`
    update activities a set sequence = a.sequence + 1, starts_at = s.starts_at, ends_at = s.ends_at
    from (select min(starts_at) as starts_at, max(ends_at) as ends_at from shifts where activity_id = ${activityId} and cancelled_at is null) s
    where a.id = ${activityId} and s.starts_at is not null`);
}
