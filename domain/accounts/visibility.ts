/** "Who can see my data": computed from the same grants that open the data; each permission says itself whether it does. */
import { grantCovers, permissionSentence, type Grant } from '../access.ts';
import { dataPermissions } from '../permissions.ts';
import type { BusinessDate } from '../time.ts';

export type Holder = {
  readonly person_id: string;
  readonly person_name: string;
  readonly role_name: string;
  readonly organization_name: string;
  readonly grant: Grant;
};
export type Seer = {
  readonly person_name: string;
  readonly role_name: string;
  readonly organization_name: string;
  readonly sees: readonly string[];
  readonly until: BusinessDate | null;
  readonly because_path: string;
};

/** `places` are the paths of the organisations the person belongs to (and of activities the person signed up for). */
export function whoSees(
  holders: readonly Holder[],
  places: readonly { path: string; activity_id?: string | null }[],
  day: BusinessDate,
  language: 'zh' | 'en',
): readonly Seer[] {
  return holders.flatMap((holder) => {
    const sees = dataPermissions.filter((permission) =>
      places.some((place) => grantCovers(holder.grant, permission, place, day)),
    );
    if (sees.length === 0) return [];
    return [
      {
        person_name: holder.person_name,
        role_name: holder.role_name,
        organization_name: holder.organization_name,
        sees: sees.map((permission) => permissionSentence(permission, language)),
        until: holder.grant.valid_until,
        because_path: holder.grant.path,
      },
    ];
  });
}
