import {
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

  /** Refuses as "not found" where the caller may not even read the subject, so that nothing is revealed. */
  require(permission: Permission, place: Place, readPermission?: Permission): void {
    if (this.may(permission, place)) return;
    if (readPermission !== undefined && !this.may(readPermission, place)) throw problem('core.not_found');
    throw problem('core.forbidden', permissionParams(permission));
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
