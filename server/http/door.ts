import { openingsOf, type Endpoint } from '../../contract/endpoint.ts';
import { permissionParams } from '../../domain/access.ts';
import { problem } from '../../domain/problem.ts';
import type { Writer } from '../db/writer.ts';
import type { Actor } from './actor.ts';

/** Who holds nowhere what an endpoint declares is refused before the rest of the request is looked at. The actor is loaded: nothing is read. */
export function refuseAtDoor(endpoint: Endpoint, actor: Actor | null): void {
  const openings = openingsOf(endpoint);
  const first = openings?.find((opening) => opening !== 'own');
  if (openings === null || first === undefined || actor === null) return;
  if (openings.some((opening) => opening === 'own' || actor.holdsSomewhere(opening))) return;
  throw problem('core.forbidden', permissionParams(first));
}

/** For tests: a write that asked for nothing that it declares, at no place, is open to whoever passes the door. */
export function assertOpened(endpoint: Endpoint, actor: Actor | null): void {
  if (endpoint.method === 'GET' || endpoint.personal === true) return;
  const openings = openingsOf(endpoint) ?? [];
  if (actor === null || !openings.some((opening) => actor.opened.has(opening)))
    throw new Error(
      `${endpoint.method} ${endpoint.path} changed something and required ${openings.join(' or ') || 'no permission'} at no place: require it, or declare the write personal`,
    );
}

/** Asked within the transaction, so that the fault leaves nothing behind. */
export function assertingOpened<T>(
  endpoint: Endpoint,
  actor: Actor | null,
  work: (writer: Writer) => Promise<T>,
): (writer: Writer) => Promise<T> {
  return async (writer) => {
    const answer = await work(writer);
    assertOpened(endpoint, actor);
    return answer;
  };
}
