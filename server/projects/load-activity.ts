import type { ActivityState } from '../../domain/projects/activity-states.ts';
import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Category } from '../../domain/projects/categories.ts';
import type { InsuranceKind, RiskKind } from '../../domain/organizations/rule-books/risks.ts';
import type { CheckInKind } from '../../domain/projects/publishing-checks.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';

/** What an activity keeps beside its columns. */
export type ActivityDetails = {
  readonly topics: readonly string[];
  readonly gathering_note: string;
  readonly contact_phone: string;
  readonly programme: readonly { readonly clock: string; readonly text: string }[];
  readonly risks: readonly RiskKind[];
  readonly insurance: InsuranceKind;
  readonly is_parent_child: boolean;
  readonly required_qualifications: readonly string[];
  readonly waitlist_capacity: number;
  readonly signs_up_here: boolean;
  readonly leader_ids: readonly Id[];
};

export type ActivityRow = {
  id: Id;
  project_id: Id;
  organization_id: Id;
  organization_path: string;
  title: string;
  category: Category;
  description: string;
  place: string;
  longitude: number | null;
  latitude: number | null;
  risk_statement: string;
  is_dangerous: boolean;
  requires_insurance: boolean;
  minimum_age: number | null;
  maximum_age: number | null;
  required_skills: string[];
  check_in_kinds: CheckInKind[];
  fence_metres: number | null;
  leader_id: Id;
  starts_at: Date;
  ends_at: Date;
  withdraw_until_hours: number;
  sequence: number;
  details: ActivityDetails;
  created_by: Id;
  created_at: Date;
  submitted_at: Date | null;
  returned_at: Date | null;
  published_at: Date | null;
  cancelled_at: Date | null;
  cancel_reason: string | null;
};

export type ShiftRow = {
  activity_id: Id;
  id: Id;
  name: string;
  starts_at: Date;
  ends_at: Date;
  capacity: number;
  seats_taken: number;
  waiting: number;
  cancelled_at: Date | null;
};

export type { ActivityState };

export function activityState(
  row: Pick<ActivityRow, 'submitted_at' | 'returned_at' | 'published_at' | 'cancelled_at' | 'ends_at'>,
  now: Date,
): ActivityState {
  if (row.cancelled_at !== null) return 'cancelled';
  if (row.published_at !== null) return row.ends_at <= now ? 'ended' : 'published';
  if (row.submitted_at !== null) return 'submitted';
  return row.returned_at === null ? 'draft' : 'returned';
}

/** The same states as conditions, for lists. */
export const stateConditions: Readonly<Record<ActivityState, (now: Date) => ReturnType<typeof sql>>> = {
  draft: () =>
    sql`a.cancelled_at is null and a.published_at is null and a.submitted_at is null and a.returned_at is null`,
  returned: () =>
    sql`a.cancelled_at is null and a.published_at is null and a.submitted_at is null and a.returned_at is not null`,
  submitted: () => sql`a.cancelled_at is null and a.published_at is null and a.submitted_at is not null`,
  published: (now) => sql`a.cancelled_at is null and a.published_at is not null and a.ends_at > ${now}`,
  ended: (now) => sql`a.cancelled_at is null and a.published_at is not null and a.ends_at <= ${now}`,
  cancelled: () => sql`a.cancelled_at is not null`,
};

export async function loadActivity(reader: Reader, activityId: Id): Promise<ActivityRow> {
  const row = await reader.maybe<ActivityRow>(sql`select * from activities where id = ${activityId}`);
  if (row === undefined) throw problem('core.not_found');
  return row;
}

/**
 * For every write that decides by the activity's state, times, places or leaders: one after another, so that each sees what the
 * other left. Taken first of all, before people and shifts; signing up reads the activity and does not wait for it.
 */
export async function lockActivity(writer: Writer, activityId: Id): Promise<ActivityRow> {
  const row = await writer.maybe<ActivityRow>(sql`select * from activities where id = ${activityId} for no key update`);
  if (row === undefined) throw problem('core.not_found');
  return row;
}

/** Where permissions on an activity are asked for: its organisation, and itself where it was delegated. */
export function placeOf(row: Pick<ActivityRow, 'id' | 'organization_path'>): { path: string; activity_id: Id } {
  return { path: row.organization_path, activity_id: row.id };
}

export function loadShifts(reader: Reader, activityId: Id): Promise<ShiftRow[]> {
  return reader.all<ShiftRow>(sql`
    select activity_id, id, name, starts_at, ends_at, capacity, seats_taken, waiting, cancelled_at
    from shifts where activity_id = ${activityId} order by starts_at, id`);
}
