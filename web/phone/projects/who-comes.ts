import type { Answer } from '../../api/client.ts';

export type Shown = Answer<'get', '/api/activities/{activity_id}'>;
export type Shift = Shown['shifts'][number];
/** In the address in place of one child: the parent and the children who come along, all of them where none is named behind a colon. */
export const together = 'together';

/** The ids of the children ticked to come along, or undefined where the address says something else. */
export function comingAlong(value: string | undefined, children: Shown['children']): string[] | undefined {
  if (value !== together && !value?.startsWith(`${together}:`)) return undefined;
  const named = value
    .slice(together.length + 1)
    .split(',')
    .filter((id) => id !== '');
  return children.map((child) => child.id).filter((id) => value === together || named.includes(id));
}

/** What the address asks the server for. */
export function askedOf(child: string | undefined): {
  with_children?: 'true';
  with_child_ids?: string;
  child_id?: string;
} {
  if (child === undefined) return {};
  if (child === together) return { with_children: 'true' };
  return child.startsWith(`${together}:`)
    ? { with_children: 'true', with_child_ids: child.slice(together.length + 1) }
    : { child_id: child };
}
