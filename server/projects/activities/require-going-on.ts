import { problem } from '../../../domain/problem.ts';
import { startOfDay } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { plannedEndsOf } from '../../organizations/planned-ends/queries.ts';
import type { ActivityRow } from '../load-activity.ts';

/** Where its organisation ends before it is over, somebody is named to go on with it, or it is not announced. */
export async function requireGoingOn(
  reader: Reader,
  { organization_id }: Pick<ActivityRow, 'organization_id'>,
  over: Date,
): Promise<void> {
  const end = (await plannedEndsOf(reader, [organization_id])).get(organization_id);
  if (end === undefined || end.work === 'hand_over' || over <= startOfDay(end.day)) return;
  throw problem('organizations.ends_before', { name: end.name_zh, day: end.day });
}
