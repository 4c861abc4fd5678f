import { maskName } from '../../domain/masking.ts';
import type { Id } from '../../domain/id.ts';
import { ownerWaysOf } from '../accounts/sign-in/owner-proof.ts';
import { endAfter, latestEnd, type SeenSession } from '../accounts/sign-in/touch-session.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Actor } from '../http/actor.ts';
import { countedPermissions, waitingPermissions } from '../http/counted-permissions.ts';

type GrantRow = {
  organization_id: Id;
  organization_name: string;
  organization_path: string;
  role_zh: string;
  role_en: string;
  is_below: boolean;
  permissions: string[];
};

async function isDemonstration(reader: Reader): Promise<boolean> {
  return (await reader.maybe(sql`select 1 as found from settings where key = 'demonstration'`)) !== undefined;
}

/** As this very request leaves it: being asked moves the idle limit on (server/accounts/sign-in/touch-session.ts). */
async function sessionEnds(
  reader: Reader,
  actor: Actor,
  now: Date,
): Promise<{ ends_at: Date; ends_at_latest: Date; is_staff: boolean } | null> {
  const row = await reader.maybe<SeenSession & { expires_at: Date }>(sql`
    select s.created_at, s.last_seen_at, s.expires_at, a.is_staff from sessions s join accounts a on a.person_id = s.person_id where s.person_id = ${actor.person_id} and s.id = ${actor.session_id}`);
  if (row === undefined) return null;
  return { ends_at: endAfter(row, row.expires_at, now), ends_at_latest: latestEnd(row), is_staff: row.is_staff };
}

export async function me(reader: Reader, actor: Actor | null, now: Date) {
  const is_demonstration = await isDemonstration(reader);
  if (actor === null) {
    return {
      signed_in: false,
      is_demonstration,
      person: null,
      grants: [],
      shut: [],
      owner_ways: [],
      unread_notices: 0,
      session: null,
      can: { open_console: false },
    };
  }
  const person = await reader.one<{ id: Id; name: string; volunteer_number: string | null; unread: number }>(sql`
    select p.id, coalesce(p.name, '') as name, v.number as volunteer_number,
      (select count(*)::int from notices n where n.person_id = p.id and n.read_at is null) as unread
    from persons p left join volunteers v on v.id = p.id and v.withdrawn_at is null
    where p.id = ${actor.person_id}`);
  const held = await reader.all<GrantRow & { waits_for: string[]; is_open: boolean }>(sql`
    select g.organization_id, o.name_zh as organization_name, o.path as organization_path,
      r.name_zh as role_zh, r.name_en as role_en, g.is_below, ${countedPermissions} as permissions, ${waitingPermissions} as waits_for,
      g.role_id = any(${actor.grants.map((grant) => grant.role_id)}::uuid[]) as is_open
    from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where g.person_id = ${actor.person_id} and g.ended_at is null and r.retired_at is null
    order by o.path`);
  const grants = held.filter((grant) => grant.is_open).map(({ waits_for: _waits, is_open: _open, ...grant }) => grant);
  // what a wider grant gives already waits for nobody
  const counts = (path: string, permission: string): boolean =>
    grants.some(
      (grant) => grant.is_below && path.startsWith(grant.organization_path) && grant.permissions.includes(permission),
    );
  const waiting = held.map((grant) => ({
    ...grant,
    waits_for: grant.waits_for.filter((permission) => !counts(grant.organization_path, permission)),
  }));
  const shut = waiting
    .filter((grant) => !grant.is_open || grant.waits_for.length > 0)
    .map((grant) => ({
      organization_name: grant.organization_name,
      role_zh: grant.role_zh,
      role_en: grant.role_en,
      waits_for: !actor.is_owner_shown
        ? ('owner' as const)
        : grant.is_open
          ? ('second_yes' as const)
          : ('authenticator' as const),
      permissions: grant.is_open ? grant.waits_for : grant.permissions,
    }));
  return {
    signed_in: true,
    is_demonstration,
    person: {
      id: person.id,
      name: actor.is_owner_shown ? person.name : maskName(person.name),
      volunteer_number: person.volunteer_number,
    },
    grants,
    shut,
    owner_ways: actor.is_owner_shown ? [] : [...(await ownerWaysOf(reader, person.id))],
    unread_notices: person.unread,
    session: await sessionEnds(reader, actor, now),
    can: { open_console: grants.length > 0 },
  };
}
