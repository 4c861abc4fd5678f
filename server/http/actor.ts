import type { Opening } from '../../contract/endpoint.ts';
import {
  grantCovers,
  may,
  permissionParams,
  scopeOf,
  type Grant,
  type Permission,
  type Place,
  type Scope,
} from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { businessDate } from '../../domain/time.ts';

/** The signed-in person of one request, with the grants in force. */
export class Actor {
  readonly person_id: Id;
  readonly session_id: Id;
  readonly has_second_factor: boolean;
  /** False: nothing but a code on a device that is not known; full personal data and roles stay shut. */
  readonly is_owner_shown: boolean;
  readonly grants: readonly Grant[];
  private readonly day: string;
  /** What this request was let in by, for the test that no write forgets to ask. */
  readonly opened = new Set<Opening>();

  constructor(inputs: {
    person_id: Id;
    session_id: Id;
    has_second_factor: boolean;
    is_owner_shown?: boolean;
    grants: readonly Grant[];
    now: Date;
  }) {
    this.person_id = inputs.person_id;
    this.session_id = inputs.session_id;
    this.has_second_factor = inputs.has_second_factor;
    this.is_owner_shown = inputs.is_owner_shown ?? true;
    this.grants = inputs.grants;
    this.day = businessDate(inputs.now);
  }

  may(permission: Permission, place: Place): boolean {
    return may(this.grants, permission, place, this.day);
  }

  /** The nearest place from which the caller holds a permission at another: where one acts from. */
  placeOf(permission: Permission, place: Place): string | null {
    const held = this.grants.filter((grant) => grantCovers(grant, permission, place, this.day));
    return held.map((grant) => grant.path).sort((one, other) => other.length - one.length)[0] ?? null;
  }

  /** Refuses as "not found" where the caller may not even read the subject, so that nothing is revealed. */
  require(permission: Permission, place: Place, readPermission?: Permission): void {
    if (this.may(permission, place)) {
      this.opened.add(permission);
      return;
    }
    if (readPermission !== undefined && !this.may(readPermission, place)) throw problem('core.not_found');
    throw problem('core.forbidden', permissionParams(permission));
  }

  /** For what lies at no place, such as the jobs of the machine. */
  requireAnywhere(permission: Permission): void {
    if (!this.holds(permission)) throw problem('core.forbidden', permissionParams(permission));
    this.opened.add(permission);
  }

  /** One of these for any place, or for one activity: for what may be asked wherever one works, such as whose card this is. */
  requireSomewhere(...permissions: readonly [Permission, ...Permission[]]): void {
    const held = permissions.find((permission) => this.holdsSomewhere(permission));
    if (held === undefined) throw problem('core.forbidden', permissionParams(permissions[0]));
    this.opened.add(held);
  }

  /** Whether one of these people is the caller: what is their own they may change without a permission. */
  owns(...owners: readonly (Id | null)[]): boolean {
    if (!owners.includes(this.person_id)) return false;
    this.opened.add('own');
    return true;
  }

  /** Holds it in force for any place or activity: enough to pass the door, not to do anything yet. */
  holdsSomewhere(permission: Permission): boolean {
    return this.grants.some((grant) =>
      grantCovers(grant, permission, { path: grant.path, activity_id: grant.activity_id }, this.day),
    );
  }

  scope(permission: Permission): Scope {
    return scopeOf(this.grants, permission, this.day);
  }

  /** Holds the permission anywhere at all. */
  holds(permission: Permission): boolean {
    const scope = this.scope(permission);
    return scope.exact.length > 0 || scope.below.length > 0;
  }
}
