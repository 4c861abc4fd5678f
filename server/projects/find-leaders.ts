import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { volunteersByNumber } from '../volunteers/by-number.ts';

/** Volunteers by the numbers that were typed, in their order; an unknown one is told at its field. */
export async function volunteersOf(reader: Reader, numbers: readonly string[], field: string): Promise<Id[]> {
  if (numbers.length === 0) return [];
  const named = await volunteersByNumber(reader, numbers);
  const rows = await reader.all<{ id: Id }>(
    sql`select id from volunteers where id = any(${[...named.values()]}::uuid[]) and withdrawn_at is null and merged_into is null`,
  );
  return numbers.map((number) => {
    const found = rows.find((row) => row.id === named.get(number));
    if (found === undefined) throw problem('projects.person_unknown', {}, field);
    return found.id;
  });
}

/** Who leads a draft: those kept, then those found by number; whoever writes it where nobody is named. */
export async function leadersOfDraft(
  reader: Reader,
  draft: { readonly leader_ids: readonly Id[]; readonly leader_numbers?: readonly string[] },
  callerId: Id,
): Promise<readonly [Id, ...Id[]]> {
  const known = await reader.one<{ count: number }>(
    sql`select count(*)::int as count from persons where id = any(${draft.leader_ids}::uuid[])`,
  );
  if (known.count < new Set(draft.leader_ids).size) throw problem('core.not_found');
  const [first = callerId, ...others] = new Set([
    ...draft.leader_ids,
    ...(await volunteersOf(reader, draft.leader_numbers ?? [], 'leader_numbers')),
  ]);
  return [first, ...others];
}
