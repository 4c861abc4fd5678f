import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { PublishingRule } from '../../../domain/projects/publishing-checks.ts';
import { decideActivityChange, type ChangeKind } from '../../../domain/projects/activity-changes.ts';
import { businessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { requireGoingOn } from '../activities/require-going-on.ts';
import { loadShifts, lockActivity, placeOf, type ActivityRow } from '../load-activity.ts';
import { draftOf } from '../activities/publishing-trace.ts';

/** A shift as it shall be; `from` is the time it had when the change was asked for, null for a new one. */
export type WantedShift = {
  readonly id: Id;
  readonly name: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly capacity: number;
  readonly from: { readonly starts_at: Date; readonly ends_at: Date } | null;
};
export type LeaderChange = { readonly from: readonly Id[]; readonly to: readonly Id[] };
export type AskedChange = {
  readonly kind: ChangeKind;
  readonly wanted: readonly WantedShift[];
  readonly reason: string;
  readonly leaders?: LeaderChange;
};

/** The activity of a change, for one who may publish it and while it is open; other changes of it wait until this one has ended. */
export async function openActivity(writer: Writer, activityId: Id): Promise<ActivityRow> {
  const activity = await lockActivity(writer, activityId);
  writer.caller.require('projects.publish', placeOf(activity), 'projects.read');
  return stillOpen(activity);
}

export function stillOpen(activity: ActivityRow): ActivityRow {
  if (activity.published_at === null) throw problem('projects.not_open');
  if (activity.cancelled_at !== null) throw problem('projects.cancelled');
  return activity;
}

/** Asks the rule book in force today; a broken rule refuses, and so does the end of the organisation before a new time. */
export async function approvalReasons(
  reader: Reader,
  activity: ActivityRow,
  { kind, wanted, leaders }: AskedChange,
  now: Date,
): Promise<readonly PublishingRule[]> {
  if (kind === 'added' || kind === 'moved')
    await requireGoingOn(reader, activity, new Date(Math.max(...wanted.map((shift) => shift.ends_at.getTime()))));
  const standing = (await loadShifts(reader, activity.id)).filter((shift) => shift.cancelled_at === null);
  const { body: limits } = await ruleBookInForce(
    reader,
    'publishing_limits',
    activity.organization_path,
    businessDate(now),
  );
  const untouched = standing.filter((shift) => !wanted.some((each) => each.id === shift.id));
  const decision = decideActivityChange({
    kind,
    limits,
    now,
    draft: { ...draftOf(activity), ...(leaders === undefined ? {} : { leaders: leaders.to.length }) },
    before: standing,
    untouched,
    touched: wanted,
  });
  if (decision.problem !== null) throw decision.problem;
  return decision.approval_reasons;
}

/** Keeps the change by its name: done at once, or waiting with the reasons. */
export async function recordActivityChange(
  writer: Writer,
  activity: ActivityRow,
  change: Omit<AskedChange, 'kind'> & { kind: ChangeKind | 'cancelled' },
  reasons: readonly PublishingRule[] = [],
): Promise<Id> {
  const id = writer.newId();
  const waits = reasons.length > 0;
  await writer.run(sql`
    insert into activity_changes (activity_id, id, kind, shifts, leaders, reason, asked_by, asked_at, approval_reasons, decision, decided_at)
    values (${activity.id}, ${id}, ${change.kind}, ${JSON.stringify(change.wanted)}, ${json(change.leaders)}, ${change.reason}, ${writer.caller.person_id}, ${writer.now}, ${JSON.stringify(reasons)},
      ${waits ? null : 'done'}, ${waits ? null : writer.now})`);
  await writer.audit({
    action: waits ? 'projects.ask_activity_change' : `projects.${verbs[change.kind]}`,
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.publish',
    before:
      change.leaders === undefined
        ? { shifts: change.wanted.map(({ id: shift_id, from }) => ({ shift_id, ...from })) }
        : { leader_ids: change.leaders.from },
    after: {
      activity_change_id: id,
      ...(change.leaders === undefined
        ? { shifts: change.wanted.map(({ from: _, ...shift }) => shift) }
        : { leader_ids: change.leaders.to }),
      approval_reasons: reasons.map((each) => each.rule),
    },
    reason: change.reason === '' ? null : change.reason,
  });
  return id;
}

const verbs = {
  added: 'add_shifts',
  moved: 'move_shift',
  capacity_changed: 'change_capacity',
  cancelled: 'cancel_shift',
  leaders_changed: 'change_leaders',
} as const;
