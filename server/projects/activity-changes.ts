import type { Id } from '../../domain/id.ts';
import type { ChangeKind } from '../../domain/projects/activity-changes.ts';
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
  asked_by_name: string;
  asked_at: Date;
  approval_reasons: { zh: string; en: string }[];
  leaders: { from: Id[]; to: Id[] } | null;
  decision: 'done' | 'approved' | 'returned' | 'withdrawn' | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
};

/** What was changed after publishing, and what waits for approval, newest first. */
export async function activityChanges(reader: Reader, actor: Actor, activity: ActivityRow) {
  const rows = await reader.all<Change>(sql`
    select c.id, c.kind, c.shifts, c.leaders, c.reason, c.asked_by, coalesce(p.name, '') as asked_by_name, c.asked_at, c.approval_reasons, c.decision, d.name as decided_by_name, c.decided_at, c.decision_reason
    from activity_changes c left join persons p on p.id = c.asked_by left join persons d on d.id = c.decided_by
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
  const people = [
    ...new Set(rows.flatMap(({ leaders }) => (leaders === null ? [] : [...leaders.from, ...leaders.to]))),
  ];
  const named = new Map(
    people.length === 0
      ? []
      : (
          await reader.all<{ id: Id; name: string }>(
            sql`select id, coalesce(name, '') as name from persons where id = any(${people}::uuid[])`,
          )
        ).map((row) => [row.id, row.name]),
  );
  const names = (ids: readonly Id[]): string[] => ids.map((id) => named.get(id) ?? '');
  return rows.map(({ asked_by, shifts, leaders, approval_reasons, ...row }) => ({
    ...row,
    shifts: shifts.map(({ starts_at, ends_at, capacity, from }) => ({ from, starts_at, ends_at, capacity })),
    leaders: leaders === null ? null : { from: names(leaders.from), to: names(leaders.to) },
    approval_reasons: approval_reasons.map(({ zh, en }) => ({ zh, en })),
    can: {
      decide: row.decision === null && mayApprove && asked_by !== actor.person_id && !near.includes(asked_by),
      withdraw: row.decision === null && mayPublish && asked_by === actor.person_id,
    },
  }));
}
