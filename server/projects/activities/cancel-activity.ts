import type { Permission } from '../../../domain/access.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { whenCancelled } from '../../../domain/projects/activity-changes.ts';
import { noticesTo } from '../../db/notices.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { loadShifts, lockActivity, placeOf, type ActivityRow, type ShiftRow } from '../load-activity.ts';
import { recordDecision } from './submit-activity.ts';

/**
 * What has not happened is cancelled: its sign-ups end and each person is told. What was served stays: a finished shift is untouched,
 * and where somebody is checked in the shift ends now, with its stamps and the sign-ups of those who came. Shifts are locked in their
 * order, as sign-up does.
 */
export async function cancelActivity(
  writer: Writer,
  later: Pick<LaterNouns, 'whoCame'>,
  input: { activity_id: Id; reason: string },
): Promise<{ told: number; ended_now: number }> {
  const activity = await lockActivity(writer, input.activity_id);
  writer.caller.require('projects.publish', placeOf(activity), 'projects.read');
  if (activity.cancelled_at !== null) throw problem('projects.cancelled');
  const by = writer.caller.person_id;
  return callOff(writer, later, { activity, reason: input.reason, permission: 'projects.publish', by });
}

/** Of a locked activity; also when the organisation that held it ends. */
export async function callOff(
  writer: Writer,
  later: Pick<LaterNouns, 'whoCame'>,
  { activity, ...input }: { activity: ActivityRow; reason: string; permission: Permission; by: Id },
): Promise<{ told: number; ended_now: number }> {
  await writer.run(sql`select 1 from shifts where activity_id = ${activity.id} order by id for update`);
  const came = await later.whoCame(writer, activity.id);
  const visited = new Set(came.map((each) => each.shift_id));
  const standing = (await loadShifts(writer, activity.id)).filter((shift) => shift.cancelled_at === null);
  const fated = (fate: ReturnType<typeof whenCancelled>): ShiftRow[] =>
    standing.filter((shift) => whenCancelled(shift, visited.has(shift.id), writer.now) === fate);
  const cancelled = fated('cancelled').map((shift) => shift.id);
  const ending = fated('ends_now');
  await writer.run(
    sql`update activities set cancelled_at = ${writer.now}, cancel_reason = ${input.reason}, sequence = sequence + 1 where id = ${activity.id}`,
  );
  await writer.run(
    sql`update shifts set cancelled_at = ${writer.now} where activity_id = ${activity.id} and id = any(${cancelled}::uuid[])`,
  );
  const { told } = await writer.one<{ told: number }>(sql`
    with ended as (
      update sign_ups u set ended_at = ${writer.now}, ended_as = 'cancelled', ended_by = ${input.by}, end_reason = ${input.reason}
      where u.activity_id = ${activity.id} and u.ended_at is null and u.shift_ends_at > ${writer.now}
        and not exists (select from jsonb_to_recordset(${JSON.stringify(came)}::jsonb) as c (volunteer_id uuid, shift_id uuid) where c.volunteer_id = u.volunteer_id and c.shift_id = u.shift_id)
      returning volunteer_id
    ), told as (
      ${noticesTo({
        now: writer.now,
        to: { person: sql`volunteer_id`, from: sql`ended`, once_each: true },
        kind: 'projects.cancelled',
        params: { activity: activity.title, reason: input.reason },
        subject: activity.id,
      })} returning 1
    ) select count(*)::int as told from told`);
  const here =
    ending.length === 0
      ? 0
      : await endNow(
          writer,
          activity,
          ending.map((shift) => shift.id),
          input.reason,
        );
  await recordDecision(writer, activity.id, 'cancelled', { reason: input.reason, by: input.by });
  await writer.audit({
    action: 'projects.cancel',
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: input.permission,
    reason: input.reason,
    before: { ends_at: ending.map(({ id: shift_id, ends_at }) => ({ shift_id, ends_at })) },
    after: { told: told + here, cancelled, ended_now: ending.map((shift) => shift.id) },
  });
  return { told: told + here, ended_now: ending.length };
}

/** Nobody checks in any more and minutes count up to now; whoever came is told to check out. A shift that has not begun ends where it would have begun. */
async function endNow(writer: Writer, activity: ActivityRow, shiftIds: readonly Id[], reason: string): Promise<number> {
  const seats = await writer.all<{ shift_id: Id; taken: number }>(sql`
    select shift_id, count(*)::int as taken from sign_ups where shift_id = any(${shiftIds}::uuid[]) and ended_at is null and place = 'seat' group by shift_id`);
  const taken = new Map(seats.map((row) => [row.shift_id, row.taken]));
  const ended = await writer.all<{ id: Id; ends_at: Date }>(sql`
    update shifts s set ends_at = greatest(${writer.now}::timestamptz, s.starts_at), changed_at = ${writer.now}, waiting = 0, seats_taken = n.taken
    from unnest(${shiftIds}::uuid[], ${shiftIds.map((id) => taken.get(id) ?? 0)}::int[]) n (id, taken)
    where s.activity_id = ${activity.id} and s.id = n.id returning s.id, s.ends_at`);
  const { told } = await writer.one<{ told: number }>(sql`
    with here as (
      update sign_ups u set shift_ends_at = n.ends_at from unnest(${ended.map((shift) => shift.id)}::uuid[], ${ended.map((shift) => shift.ends_at)}::timestamptz[]) n (id, ends_at)
      where u.shift_id = n.id and u.ended_at is null returning u.volunteer_id
    ), told as (
      ${noticesTo({
        now: writer.now,
        to: { person: sql`volunteer_id`, from: sql`here`, once_each: true },
        kind: 'projects.ended_early',
        params: { activity: activity.title, reason },
      })} returning 1
    ) select count(*)::int as told from told`);
  return told;
}
