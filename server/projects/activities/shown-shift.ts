import { problemSentence } from '../../../domain/problem.ts';
import { serviceDaysOn } from '../../../domain/projects/service-days.ts';
import { businessDate } from '../../../domain/time.ts';
import type { ActivityRow, ShiftRow } from '../load-activity.ts';
import { reached } from '../../../domain/projects/activity-changes.ts';
import { withdrawBy } from '../../../domain/projects/shifts.ts';
import { type OwnView, type Viewer, asked } from './own-view.ts';

export function shownShift(
  activity: ActivityRow,
  shift: ShiftRow,
  {
    mine,
    viewer,
    open,
    shifts,
    mayPublish,
  }: { mine: OwnView | null; viewer: Viewer; open: boolean; shifts: readonly ShiftRow[]; mayPublish: boolean },
) {
  const held = mine?.signUps.find((each) => each.shift_id === shift.id) ?? null;
  const asks = mine === null || held !== null ? null : asked(activity, shift, mine);
  const standing = open && shift.cancelled_at === null && shift.starts_at > viewer.now;
  const full = shift.seats_taken >= shift.capacity && shift.waiting >= activity.details.waitlist_capacity;
  return {
    id: shift.id,
    name: shift.name,
    starts_at: shift.starts_at,
    ends_at: shift.ends_at,
    capacity: shift.capacity,
    seats_taken: shift.seats_taken,
    waiting: shift.waiting,
    is_cancelled: shift.cancelled_at !== null,
    withdraw_by: withdrawBy(shift.starts_at, activity.withdraw_until_hours, held?.shift_moved_at ?? null),
    service_day: serviceDaysOn(businessDate(shift.starts_at))[0]?.[viewer.language] ?? null,
    following: standing
      ? reached(
          shift,
          shifts.filter((each) => each.cancelled_at === null),
          'following',
        ).length - 1
      : 0,
    mine:
      held === null ? null : { sign_up_id: held.sign_up_id, place: held.place, waitlist_place: held.waitlist_place },
    requirements:
      asks?.map((each) => ({
        code: each.code,
        zh: each.zh,
        en: each.en,
        is_met: each.problem === null,
        remedy: each.problem === null ? null : problemSentence(each.problem.code, each.problem.params, viewer.language),
      })) ?? null,
    can: {
      sign_up: standing && held === null && !full && (asks === null || asks.every((each) => each.problem === null)),
      move: standing && mayPublish,
      cancel: standing && mayPublish,
    },
  };
}
