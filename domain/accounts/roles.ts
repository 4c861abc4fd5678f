/** Shaping roles and granting them. Nobody gives what they do not hold at that place, and to themselves only where they begin alone. */
import { may, permissionParams, type Grant, type Permission } from '../access.ts';
import { problem, type Problem } from '../problem.ts';
import { addDays, type BusinessDate } from '../time.ts';

const delegationDays = 30;

export type GrantWish = {
  readonly person_id: string;
  readonly permissions: readonly Permission[];
  readonly path: string;
  readonly below: boolean;
  readonly valid_from: BusinessDate;
  readonly valid_until: BusinessDate | null;
};

/** "For it and below" may be given only by someone who holds it for that place and below. */
function holds(grants: readonly Grant[], permission: Permission, wish: GrantWish, day: BusinessDate): boolean {
  const fitting = grants.filter((grant) => grant.activity_id === null && (!wish.below || grant.below));
  return may(fitting, permission, { path: wish.path }, day);
}

/** `begins_alone`: named by the operator, at a place where nobody else keeps the record yet. Such a grant gives nothing that was not held there before. */
export type Granter = {
  readonly person_id: string;
  readonly grants: readonly Grant[];
  readonly begins_alone?: boolean;
};

export function refusalToGrant(granter: Granter, wish: GrantWish, day: BusinessDate): Problem | null {
  if (granter.person_id === wish.person_id && granter.begins_alone !== true) return problem('accounts.grant_self');
  if (wish.valid_from < day) return problem('accounts.grant_past', { day }, 'valid_from'); // nobody held in the past what is given today
  if (wish.valid_until !== null && wish.valid_until < wish.valid_from)
    return problem('accounts.grant_dates', {}, 'valid_until');
  if (!holds(granter.grants, 'accounts.grant', wish, day)) return problem('accounts.role_outside');
  const beyond = wish.permissions.find((permission) => !holds(granter.grants, permission, wish, day));
  return beyond ? problem('accounts.role_beyond_own', permissionParams(beyond)) : null;
}

export type WaitingGrant = Pick<GrantWish, 'permissions' | 'path' | 'below'> & {
  readonly person_id: string;
  readonly granted_by: string | null;
};

/** The second yes comes from an administrator who could have granted it, and who is neither of the two. */
export function refusalToConfirmGrant(
  second: { person_id: string; grants: readonly Grant[] },
  grant: WaitingGrant,
  day: BusinessDate,
): Problem | null {
  if (second.person_id === grant.granted_by || second.person_id === grant.person_id)
    return problem('accounts.second_administrator');
  return refusalToGrant(second, { ...grant, valid_from: day, valid_until: null }, day);
}

/** Shaping a role changes what its holders may do, so it needs every permission put in, at the role's own place. */
export function refusalToShapeRole(
  granter: { grants: readonly Grant[] },
  permissions: readonly Permission[],
  path: string,
  day: BusinessDate,
): Problem | null {
  if (permissions.length === 0) return problem('accounts.role_empty', {}, 'permissions');
  const wish = { person_id: '', permissions, path, below: true, valid_from: day, valid_until: null };
  return refusalToGrant({ person_id: '-', grants: granter.grants }, wish, day);
}

/** What one activity's helper may do; it ends by itself some days after the activity. */
const delegable: readonly Permission[] = ['projects.read', 'projects.roster', 'records.check_in', 'records.confirm'];

export function refusalToDelegate(
  granter: { person_id: string; grants: readonly Grant[] },
  wish: GrantWish,
  activity: { id: string; ends_on: BusinessDate },
  day: BusinessDate,
): Problem | null {
  if (granter.person_id === wish.person_id) return problem('accounts.grant_self');
  const latest = addDays(activity.ends_on, delegationDays);
  if (wish.valid_until === null || wish.valid_until > latest)
    return problem('accounts.delegate_until', { days: delegationDays }, 'valid_until');
  if (wish.valid_until < wish.valid_from) return problem('accounts.grant_dates', {}, 'valid_until');
  const beyond = wish.permissions.find(
    (permission) =>
      !delegable.includes(permission) ||
      !may(granter.grants, permission, { path: wish.path, activity_id: activity.id }, day),
  );
  return beyond ? problem('accounts.role_beyond_own', permissionParams(beyond)) : null;
}
