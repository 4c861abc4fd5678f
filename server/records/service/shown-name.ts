import type { Id } from '../../../domain/id.ts';
import { maskName } from '../../../domain/masking.ts';
import type { Actor } from '../../http/actor.ts';

/**
 * Where people must be told apart, who may see the roster of the activity sees the names that stand there too, and nothing else of
 * the person; everybody else sees the first character.
 */
export function shownName(
  actor: Actor,
  place: { readonly path: string; readonly activity_id: Id },
  name: string,
): string {
  return actor.may('projects.roster', place) ? name : maskName(name);
}
