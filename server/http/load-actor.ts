import type { Grant } from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { SeenSession } from '../accounts/touch-session.ts';
import { Actor } from './actor.ts';

export const sessionCookie = 'qingzhi_session';
/** Under https no neighbouring host may plant a session: browsers take this name only from the host itself. */
export const sessionCookieOf = (protocol: string): string => (protocol === 'https' ? `__Host-${sessionCookie}` : sessionCookie);

/** The caller's person id, in a statement that is loaded beside the session. */
export const callerId = sql`held.person_id`;

type SessionRow = SeenSession & { beside?: unknown; person_id: Id; session_id: Id; has_second_factor: boolean; grants: Grant[] };

/**
 * One query: the session, its person and the grants in force, read anew for each request, so that what was ended holds no
 * longer. A hot path lays a statement `beside` it, which answers one JSON value for this caller in the same round trip.
 */
export async function loadActor(reader: Reader, tokenHash: Buffer, now: Date, beside?: Sql): Promise<{ actor: Actor; session: SeenSession; beside: unknown } | null> {
  const row = await reader.maybe<SessionRow>(sql`
    select held.person_id, held.id as session_id, held.has_second_factor, held.created_at, held.last_seen_at, a.is_staff,
      coalesce((
        select json_agg(json_build_object('role_id', g.role_id, 'permissions', r.permissions, 'organization_id', g.organization_id,
          'path', o.path, 'below', g.is_below, 'valid_from', g.valid_from, 'valid_until', g.valid_until, 'activity_id', g.activity_id))
        from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
        where g.person_id = held.person_id and g.ended_at is null and r.retired_at is null
          and (not r.needs_second_factor or held.has_second_factor)
      ), '[]') as grants${beside === undefined ? sql.empty : sql`, (${beside}) as beside`}
    from sessions held join accounts a on a.id = held.account_id
    where held.token_hash = ${tokenHash} and held.ended_at is null and held.expires_at > ${now}`);
  return row === undefined ? null : { actor: new Actor({ ...row, now }), session: row, beside: row.beside };
}
