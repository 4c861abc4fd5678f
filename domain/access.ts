/**
 * Who may do what. A permission is a sentence; a role is a set of them; a grant gives a role to a person
 * at an organisation, for it alone or for it and everything below, from a day to a day, and may be
 * narrowed to one activity.
 */
import { inBoth, type ProblemParams } from './problem.ts';
import type { BusinessDate } from './time.ts';
import type { Id } from './id.ts';
import { permissionTable, type Permission } from './permissions.ts';

export type { Permission } from './permissions.ts';

export type Grant = {
  readonly role_id: Id;
  readonly permissions: readonly Permission[];
  readonly organization_id: Id;
  readonly path: string; // of the organisation, as in domain/organizations: "/1/7/42/"
  readonly below: boolean;
  readonly valid_from: BusinessDate;
  readonly valid_until: BusinessDate | null;
  readonly activity_id: Id | null;
};

/** A place is the path of the organisation that owns the subject, and the activity where there is one. */
export type Place = { readonly path: string; readonly activity_id?: Id | null };

export function grantCovers(grant: Grant, permission: Permission, place: Place, day: BusinessDate): boolean {
  if (day < grant.valid_from) return false;
  if (grant.valid_until !== null && day > grant.valid_until) return false;
  if (grant.activity_id !== null && grant.activity_id !== (place.activity_id ?? null)) return false;
  if (!grant.permissions.includes(permission)) return false;
  return grant.below ? place.path.startsWith(grant.path) : place.path === grant.path;
}

export function may(grants: readonly Grant[], permission: Permission, place: Place, day: BusinessDate): boolean {
  return grants.some((grant) => grantCovers(grant, permission, place, day));
}

/** The scopes a list is cut to: exact paths and path prefixes. Grants narrowed to one activity are left out. */
export type Scope = { readonly exact: readonly string[]; readonly below: readonly string[] };

export function scopeOf(grants: readonly Grant[], permission: Permission, day: BusinessDate): Scope {
  const held = grants.filter(
    (grant) => grant.activity_id === null && grantCovers(grant, permission, { path: grant.path }, day),
  );
  return {
    exact: held.filter((grant) => !grant.below).map((grant) => grant.path),
    below: held.filter((grant) => grant.below).map((grant) => grant.path),
  };
}

/** The same as params of a refusal, which is told in either language. */
export function permissionParams(permission: Permission): ProblemParams {
  return inBoth('permission', permissionTable[permission]);
}

export function permissionSentence(permission: Permission, language: 'zh' | 'en'): string {
  return permissionTable[permission][language];
}
