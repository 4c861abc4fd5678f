import type { Grant } from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { SeenSession } from '../accounts/touch-session.ts';
import { Actor } from './actor.ts';

export const sessionCookie = 'qingzhi_session';

type SessionRow = SeenSession & { person_id: Id; session_id: Id; has_second_factor: boolean; grants: Grant[] };

/** One query: the session, its person and the grants in force. */
export async function loadActor(reader: Reader, tokenHash: Buffer, now: Date): Promise<{ actor: Actor; session: SeenSession } | null> {
  const row = await reader.maybe<SessionRow>(sql`
    select s.person_id, s.id as session_id, s.has_second_factor, s.created_at, s.last_seen_at, a.is_staff,
      coalesce((
        select json_agg(json_build_object('role_id', g.role_id, 'permissions', r.permissions, 'organization_id', g.organization_id,
          'path', o.path, 'below', g.is_below, 'valid_from', g.valid_from, 'valid_until', g.valid_until, 'activity_id', g.activity_id))
        from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
        where g.person_id = s.person_id and g.ended_at is null and r.retired_at is null
          and (not r.needs_second_factor or s.has_second_factor)
      ), '[]') as grants
    from sessions s join accounts a on a.id = s.account_id
    where s.token_hash = ${tokenHash} and s.ended_at is null and s.expires_at > ${now}`);
  return row === undefined ? null : { actor: new Actor({ ...row, now }), session: row };
}
