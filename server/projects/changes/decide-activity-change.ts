import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { ChangeKind } from '../../../domain/projects/activity-changes.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { applyAdded } from './add-shifts.ts';
import {
  approvalReasons,
  stillOpen,
  type AskedChange,
  type LeaderChange,
  type WantedShift,
} from './ask-activity-change.ts';
import { applyResized } from './change-capacity.ts';
import { refuseOwnApproval } from '../activities/decide-approval.ts';
import { applyLed } from './change-leaders.ts';
import { lockActivity, placeOf, type ActivityRow } from '../load-activity.ts';
import { applyMoved } from './move-shift.ts';

type Decision = { activity_id: Id; activity_change_id: Id; decision: 'approved' | 'returned'; reason: string };
type Waiting = {
  kind: ChangeKind;
  shifts: Written[];
  leaders: LeaderChange | null;
  reason: string;
  asked_by: Id;
  decision: string | null;
};
type Written = Omit<WantedShift, 'starts_at' | 'ends_at' | 'from'> & {
  starts_at: string;
  ends_at: string;
  from: { starts_at: string; ends_at: string } | null;
};

/** A person above lets the change happen or sends it back. What held when it was asked for is asked again. */
export async function decideActivityChange(
  writer: Writer,
  later: Pick<LaterNouns, 'shiftsVisited'>,
  input: Decision,
): Promise<{ decision: Decision['decision']; told: number }> {
  const activity = await lockActivity(writer, input.activity_id);
  writer.caller.require('projects.approve', placeOf(activity), 'projects.read');
  const row = await writer.maybe<Waiting>(sql`
    select kind, shifts, leaders, reason, asked_by, decision from activity_changes where activity_id = ${activity.id} and id = ${input.activity_change_id} for update`);
  if (row === undefined) throw problem('core.not_found');
  if (row.decision !== null) throw problem('projects.change_decided');
  await refuseOwnApproval(writer, row.asked_by);
  if (input.decision === 'returned' && input.reason.length < 2) throw problem('projects.reason_missing', {}, 'reason');
  const told =
    input.decision === 'approved'
      ? await apply(writer, later, {
          activity: stillOpen(activity),
          kind: row.kind,
          wanted: row.shifts.map(asDates),
          reason: row.reason,
          ...(row.leaders === null ? {} : { leaders: row.leaders }),
        })
      : 0;
  await writer.run(sql`
    update activity_changes set decision = ${input.decision}, decided_by = ${writer.caller.person_id}, decided_at = ${writer.now}, decision_reason = ${input.reason}
    where activity_id = ${activity.id} and id = ${input.activity_change_id}`);
  await writer.notify(
    row.asked_by,
    `projects.change_${input.decision}`,
    { activity: activity.title, reason: input.reason },
    activity.id,
  );
  await writer.audit({
    action: `projects.${input.decision === 'approved' ? 'approve' : 'return'}_activity_change`,
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.approve',
    after: { activity_change_id: input.activity_change_id, kind: row.kind, shifts: row.shifts, told },
    reason: input.reason === '' ? null : input.reason,
  });
  return { decision: input.decision, told };
}

async function apply(
  writer: Writer,
  later: Pick<LaterNouns, 'shiftsVisited'>,
  { activity, ...change }: AskedChange & { activity: ActivityRow },
): Promise<number> {
  await approvalReasons(writer, activity, change, writer.now); // refuses what time or a newer rule book has made impossible
  if (change.kind === 'moved') return (await applyMoved(writer, later, { activity, ...change })).told;
  if (change.leaders !== undefined) await applyLed(writer, activity, change.leaders);
  else if (change.kind === 'added') await applyAdded(writer, activity.id, change.wanted);
  else await applyResized(writer, activity.id, change.wanted);
  return 0;
}

function asDates(shift: Written): WantedShift {
  const from =
    shift.from === null ? null : { starts_at: new Date(shift.from.starts_at), ends_at: new Date(shift.from.ends_at) };
  return { ...shift, starts_at: new Date(shift.starts_at), ends_at: new Date(shift.ends_at), from };
}
