import type { Grant } from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import { batch } from '../db/batch.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { SessionKey } from '../accounts/sign-in/session-token.ts';
import type { SeenSession } from '../accounts/sign-in/touch-session.ts';
import { Actor } from './actor.ts';
import { countedPermissions } from './counted-permissions.ts';

export const sessionCookie = 'qingzhi_session';
/** Under https no neighbouring host may plant a cookie: browsers take this name only from the host itself. */
export const ownCookie = (name: string, protocol: string): string => (protocol === 'https' ? `__Host-${name}` : name);
export const sessionCookieOf = (protocol: string): string => ownCookie(sessionCookie, protocol);

type About = Readonly<Record<string, string>>;
/** What a hot path reads together with its caller. The two lie on different machines once there are many, so each has its statement. */
export type SessionPreload = {
  /** One JSON value over the names below, which lies where the caller's rows lie: read in the statement of the session. */
  readonly own: Sql;
  /** What the request is about, read at the same time. */
  readonly subject: (reader: Reader) => (about: About) => Promise<unknown>;
  /** What is asked, from a request that is not checked yet; nothing is read without it. */
  readonly about: (request: { readonly params: unknown; readonly body: unknown }) => About | undefined;
};
export type Preloaded = { readonly own: unknown; readonly subject: unknown };

/** Beside the session: the caller, the moment, and an id of `about`. */
export const callerId = sql`held.person_id`;
export const askedAt = sql`asked.now`;
export const askedId = (name: string): Sql => sql`(asked.about ->> ${sql.raw(`'${name}'`)})::uuid`;

type Asked = SessionKey & {
  readonly now: Date;
  readonly about: About | undefined;
};
export type Loaded = { readonly actor: Actor; readonly session: SeenSession; readonly preloaded: unknown };
export type ActorLoader = (asked: Asked) => Promise<Loaded | null>;
type SessionRow = SeenSession & {
  place: number;
  preloaded?: unknown;
  person_id: Id;
  session_id: Id;
  has_second_factor: boolean;
  is_owner_shown: boolean;
  grants: Grant[];
};

/**
 * The session, its person and the grants in force, read anew for each request, so that what was ended holds no longer.
 * Requests of one moment share the statement, and a hot path's reading lies beside it in the same round trip.
 */
export function actorLoader(reader: Reader, isSecondFactorRequired: boolean, preload?: Sql): ActorLoader {
  const asksForMore = isSecondFactorRequired ? sql`true` : sql`r.needs_second_factor`;
  return batch<Asked, Loaded | null>({
    at_once: 4,
    send: async (all) => {
      const persons = all.map((each) => each.person_id);
      const rows = await reader.all<SessionRow>(sql`
      select asked.place::int, held.person_id, held.id as session_id, held.has_second_factor, held.is_owner_shown, held.created_at, held.last_seen_at, a.is_staff,
        coalesce((
          select json_agg(json_build_object('role_id', g.role_id, 'permissions', ${countedPermissions}, 'organization_id', g.organization_id,
            'path', o.path, 'below', g.is_below, 'valid_from', g.valid_from, 'valid_until', g.valid_until, 'activity_id', g.activity_id))
          from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
          where g.person_id = held.person_id and g.ended_at is null and r.retired_at is null
            and (not ${asksForMore} or held.has_second_factor) and held.is_owner_shown
        ), '[]') as grants${preload === undefined ? sql.empty : sql`, case when asked.about is not null then (${preload}) end as preloaded`}
      from unnest(${persons}::uuid[], ${all.map((each) => each.token_hash)}::bytea[], ${all.map((each) => each.now)}::timestamptz[],
        ${all.map((each) => (each.about === undefined ? null : JSON.stringify(each.about)))}::jsonb[]) with ordinality asked (person_id, token_hash, now, about, place)
      join sessions held on held.person_id = asked.person_id and held.token_hash = asked.token_hash and held.ended_at is null and held.expires_at > asked.now
      join accounts a on a.person_id = held.person_id`);
      const answers: (Loaded | null)[] = all.map(() => null);
      for (const row of rows) {
        const { now } = all[row.place - 1] ?? {};
        const { person_id, session_id, has_second_factor, is_owner_shown, grants } = row; // field by field: a spread costs more than the rest of this
        if (now !== undefined)
          answers[row.place - 1] = {
            actor: new Actor({ person_id, session_id, has_second_factor, is_owner_shown, grants, now }),
            session: row,
            preloaded: row.preloaded,
          };
      }
      return answers;
    },
  });
}
