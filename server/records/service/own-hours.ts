import type { readMyHours } from '../../../contract/records/hours.ts';
import { problem } from '../../../domain/problem.ts';
import type { Call } from '../../http/mount.ts';
import { loadOwnOrWard } from '../../volunteers/load-volunteer.ts';
import { myHours } from '../check-in/my-queries.ts';

/** One's own hours, or those of a child whom one guards. */
export async function ownHours({ reader, actor, query: { child_id: child, ...query }, now }: Call<typeof readMyHours>) {
  if (child !== undefined && !actor.is_owner_shown) throw problem('accounts.show_owner');
  const whose = child === undefined ? actor.person_id : (await loadOwnOrWard(reader, actor.person_id, child)).id;
  return myHours(reader, whose, { ...query, now, own: child === undefined });
}
