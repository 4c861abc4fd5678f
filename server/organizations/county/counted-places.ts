/** Coverage is counted over counties (G08): whoever is measured by them neither ends nor moves one. The level above those decides. */
import { problem } from '../../../domain/problem.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';

const counted: readonly string[] = ['province', 'city', 'county'];
type Reshaped = { readonly kind: string; readonly path: string };

/** Of a county: the province, not the city that is measured by it; near the top, the top. */
function decidingPath({ kind, path }: Reshaped): string {
  const above = pathsUpwards(path);
  return counted.includes(kind) ? (above.at(-3) ?? above[0] ?? path) : path;
}

export const mayReshape = (actor: Actor, organization: Reshaped): boolean =>
  actor.may('organizations.manage', { path: organization.path }) &&
  actor.may('organizations.manage', { path: decidingPath(organization) });

export function requireReshape(actor: Actor, organization: Reshaped): void {
  actor.require('organizations.manage', { path: organization.path }, 'organizations.read');
  if (!mayReshape(actor, organization)) throw problem('organizations.counted_place');
}

/** A place of government gets its new name from the level above; at the top there is none. */
export const mayRename = (actor: Actor, { kind, path }: Reshaped): boolean =>
  actor.may('organizations.manage', { path: counted.includes(kind) ? (pathsUpwards(path).at(-2) ?? path) : path });

export function requireRename(actor: Actor, organization: Reshaped): void {
  if (!mayRename(actor, organization)) throw problem('organizations.name_from_above');
}
