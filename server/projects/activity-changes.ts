import type { Id } from '../../domain/id.ts';
import type { ChangeKind } from '../../domain/projects/activity-changes.ts';
import { namesOf } from '../db/names-of.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Actor } from '../http/actor.ts';
import { whoBroughtIn } from '../two-people.ts';
import { placeOf, type ActivityRow } from './load-activity.ts';

type Change = {
  id: Id;
  kind: ChangeKind | 'cancelled';
  shifts: {
    starts_at: string;
    ends_at: string;
    capacity: number;
    from: { starts_at: string; ends_at: string } | null;
  }[];
  reason: string;
  asked_by: Id;
  asked_at: Date;
  approval_reasons: { zh: string; en: string }[];
  leaders: { from: Id[]; to: Id[] } | null;
  decision: 'done' | 'approved' | 'returned' | 'withdrawn' | null;
  decided_by: Id | null;
  decided_at: Date | null;
  decision_reason: string | null;
};

/** What was changed after publishing, and what waits for approval, newest first. */
export async function activityChanges(reader: Reader, actor: Actor, activity: ActivityRow) {
  const rows = await reader.all<Change>(sql`
    select c.id, c.kind, c.shifts, c.leaders, c.reason, c.asked_by, c.asked_at, c.approval_reasons, c.decision, c.decided_by, c.decided_at, c.decision_reason
    from activity_changes c
    where c.activity_id = ${activity.id} order by (c.decision is null) desc, c.asked_at desc, c.id desc limit 50`);
  const [mayApprove, mayPublish] = [
    actor.may('projects.approve', placeOf(activity)),
    actor.may('projects.publish', placeOf(activity)),
  ];
  const near = await whoBroughtIn(
    reader,
    actor.person_id,
    rows.filter((row) => row.decision === null).map((row) => row.asked_by),
  );
  const named = await namesOf(
    reader,
    rows.flatMap((row) => [row.asked_by, row.decided_by, ...(row.leaders?.from ?? []), ...(row.leaders?.to ?? [])]),
  );
  const names = (ids: readonly Id[]): string[] => ids.map((id) => named.of(id));
  return rows.map(({ asked_by, decided_by, shifts, leaders, approval_reasons, ...row }) => ({
    ...row,
    asked_by_name: named.of(asked_by),
    decided_by_name: named.orNull(decided_by),
    shifts: shifts.map(({ starts_at, ends_at, capacity, from }) => ({ from, starts_at, ends_at, capacity })),
    leaders: leaders === null ? null : { from: names(leaders.from), to: names(leaders.to) },
    approval_reasons: approval_reasons.map(({ zh, en }) => ({ zh, en })),
    can: {
      decide: row.decision === null && mayApprove && asked_by !== actor.person_id && !near.includes(asked_by),
      withdraw: row.decision === null && mayPublish && asked_by === actor.person_id,
    },
  }));
}
