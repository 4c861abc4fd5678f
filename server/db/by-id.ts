import type { Id } from '../../domain/id.ts';

/**
 * What lies on another machine than the rows that name it, once there are many: read by its own key in a second statement,
 * and only when something names it.
 */
export async function byId<T extends { readonly id: Id }>(
  ids: readonly (Id | null | undefined)[],
  read: (ids: readonly Id[]) => Promise<readonly T[]>,
): Promise<ReadonlyMap<Id, T>> {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  return new Map(wanted.length === 0 ? [] : (await read(wanted)).map((row) => [row.id, row]));
}
