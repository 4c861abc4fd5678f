import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { approvalReasons, openActivity, recordActivityChange, type LeaderChange } from './ask-activity-change.ts';
import { volunteersOf } from '../find-leaders.ts';
import { loadShifts, type ActivityRow } from '../load-activity.ts';

type Input = {
  activity_id: Id;
  kept_ids: readonly Id[];
  left_ids: readonly Id[];
  volunteer_numbers: readonly string[];
  reason: string;
};

/**
 * Who leads a published activity: some stay, some leave, some come, found by volunteer number. The first of them is in charge.
 * Who stays and who leaves are together those whom the caller saw: leaders that a colleague named meanwhile are never replaced unseen.
 */
export async function changeLeaders(
  writer: Writer,
  input: Input,
): Promise<{ state: 'done' | 'waits_for_approval'; leaders: number }> {
  const activity = await openActivity(writer, input.activity_id);
  if (activity.ends_at <= writer.now) throw problem('projects.over');
  const from = activity.details.leader_ids;
  if (!sameOnes(from, [...input.kept_ids, ...input.left_ids])) throw problem('projects.leaders_changed');
  const to = [
    ...new Set([...input.kept_ids, ...(await volunteersOf(writer, input.volunteer_numbers, 'volunteer_numbers'))]),
  ];
  if (to.join() === from.join()) throw problem('projects.leaders_unchanged', {}, 'volunteer_numbers');
  const standing = (await loadShifts(writer, activity.id)).filter((shift) => shift.cancelled_at === null);
  const wanted = standing.map(({ id, name, starts_at, ends_at, capacity }) => ({
    id,
    name,
    starts_at,
    ends_at,
    capacity,
    from: null,
  }));
  const change = { kind: 'leaders_changed', wanted, reason: input.reason, leaders: { from, to } } as const;
  const reasons = await approvalReasons(writer, activity, change, writer.now);
  if (reasons.length === 0) await applyLed(writer, activity, change.leaders);
  await recordActivityChange(writer, activity, change, reasons);
  return { state: reasons.length === 0 ? 'done' : 'waits_for_approval', leaders: to.length };
}

/** Only where those still lead who led when it was asked for: two changes at once do not undo one another unseen. */
export async function applyLed(writer: Writer, activity: ActivityRow, { from, to }: LeaderChange): Promise<void> {
  const changed = await writer.maybe(sql`
    update activities set details = jsonb_set(details, '{leader_ids}', ${JSON.stringify(to)}::jsonb), leader_id = ${to[0]}, sequence = sequence + 1
    where id = ${activity.id} and details -> 'leader_ids' = ${JSON.stringify(from)}::jsonb returning id`);
  if (changed === undefined) throw problem('projects.leaders_changed');
  const tell = (people: readonly Id[], kind: 'projects.leads' | 'projects.leads_no_more'): Promise<void> =>
    writer.notify(people, kind, { activity: activity.title }, activity.id);
  await tell(
    to.filter((id) => !from.includes(id)),
    'projects.leads',
  );
  await tell(
    from.filter((id) => !to.includes(id)),
    'projects.leads_no_more',
  );
}

const sameOnes = (one: readonly Id[], other: readonly Id[]): boolean =>
  [...one].sort().join() === [...other].sort().join();
