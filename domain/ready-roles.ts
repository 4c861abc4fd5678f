/** What the ready-made roles have, from the permissions of all nouns. An administrator shapes others on the page. */
import { permissions, permissionTable } from './permissions.ts';
import type { ReadyRole } from './ready-role.ts';

/** What the product knows of; other in tests alone, which play an older or a newer product. */
export type KnownPermissions = Readonly<Record<string, { readonly ready_roles: readonly ReadyRole[] }>>;

/** Of the permissions that there are, in their order. */
export function permissionsOf(role: ReadyRole, known: KnownPermissions = permissionTable): readonly string[] {
  return Object.entries(known).flatMap(([permission, { ready_roles }]) =>
    role === 'administrator' || ready_roles.includes(role) ? [permission] : [],
  );
}

/** What a role holds, and what the product gave it so far: where the two differ, somebody shaped it. */
export type StandingRole = { readonly permissions: readonly string[]; readonly as_given: readonly string[] };

/** What a role that stands comes to by gains that were never decided for it. The administrator's is always all there is. */
export function gainOf(
  role: ReadyRole,
  standing: StandingRole,
  gains: readonly string[],
  all: readonly string[] = permissions,
): StandingRole & { readonly outcome: 'given' | 'shaped' } {
  if (role === 'administrator') return { outcome: 'given', permissions: all, as_given: all };
  if (!isSameSet(standing.permissions, standing.as_given)) return { ...standing, outcome: 'shaped' };
  const next = [...new Set([...standing.permissions, ...gains])];
  return { outcome: 'given', permissions: next, as_given: next };
}

export function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const [first, second] = [new Set(one), new Set(other)];
  return first.size === second.size && [...first].every((item) => second.has(item));
}
