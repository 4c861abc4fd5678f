import { isFresh, refusalToSetPassword } from '../../domain/accounts/session.ts';
import type { Id } from '../../domain/id.ts';
import { linkOfKind, noticeAddress, noticeSentence, subjectOf } from '../../domain/notices.ts';
import { namesOf } from '../db/names-of.ts';
import { decodeCursor, page } from '../db/page.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Actor } from '../http/actor.ts';
import { provenSession } from './sign-in/open-session.ts';

export async function demonstrationPeople(reader: Reader) {
  const rows = await reader.all<{
    person_id: Id;
    title_zh: string;
    title_en: string;
    surface: string;
  }>(sql`
    select d.person_id, d.title_zh, d.title_en, d.surface from demonstration_people d
    where exists (select from settings where key = 'demonstration') order by d.ordinal`);
  const names = await namesOf(
    reader,
    rows.map((row) => row.person_id),
  );
  return { rows: rows.map((row) => ({ ...row, name: names.of(row.person_id) })) };
}

type SessionRow = {
  id: Id;
  device: string;
  created_at: Date;
  last_seen_at: Date;
  has_second_factor: boolean;
  is_owner_shown: boolean;
};

export async function security(reader: Reader, actor: Actor, now: Date) {
  const inputs = await reader.one<{
    phone_hint: string | null;
    has_password: boolean;
    has_authenticator: boolean;
    is_staff: boolean;
  }>(sql`
    select p.phone_hint, a.password_hash is not null as has_password, a.totp_confirmed_at is not null as has_authenticator, a.is_staff
    from accounts a join persons p on p.id = a.person_id where a.person_id = ${actor.person_id}`);
  const sessions = await reader.all<SessionRow>(sql`
    select id, device, created_at, last_seen_at, has_second_factor, is_owner_shown from sessions
    where person_id = ${actor.person_id} and ended_at is null and expires_at > ${now} order by last_seen_at desc limit 100`);
  const proven = await provenSession(reader, actor);
  return {
    ...inputs,
    can: {
      replace_password: refusalToSetPassword(proven, inputs, now) === null,
      change_phone_freely: isFresh(proven.created_at, now),
    },
    sessions: sessions.map((session) => {
      const is_current = session.id === actor.session_id;
      return {
        ...session,
        is_current,
        can: {
          end: is_current || (actor.is_owner_shown && isFresh(proven.created_at, now)),
          confirm_owner: actor.is_owner_shown && !session.is_owner_shown,
        },
      };
    }),
  };
}

type NoticeRow = {
  id: Id;
  at: Date;
  kind: string;
  params: Record<string, unknown>;
  link: string | null;
  read_at: Date | null;
};

export async function notices(
  reader: Reader,
  actor: Actor,
  query: { cursor?: string | undefined; limit: number; unread?: 'yes' | undefined },
  language: 'zh' | 'en',
) {
  const after = decodeCursor(query.cursor);
  const conditions = [
    sql`person_id = ${actor.person_id} and in_app`,
    ...(after ? [sql`id < ${after[0]}`] : []),
    ...(query.unread === 'yes' ? [sql`read_at is null`] : []),
  ];
  const rows = await reader.all<NoticeRow>(sql`
    select id, at, kind, params, link, read_at from notices ${sql.where(conditions)} order by id desc limit ${query.limit + 1}`);
  const cut = page(rows, query.limit, (row) => [row.id]);
  const readable = await readableActivities(reader, actor, cut.rows);
  const opensDesk = (kind: string, link: string | null): boolean =>
    linkOfKind(kind)?.desk_of === 'activity' ? readable.has(subjectOf(link) ?? '') : actor.grants.length > 0;
  return {
    rows: cut.rows.map(({ params, read_at, link, ...row }) => ({
      ...row,
      link: noticeAddress(row.kind, link, opensDesk(row.kind, link)),
      sentence: noticeSentence(row.kind, params, language),
      is_read: read_at !== null,
    })),
    next_cursor: cut.next_cursor,
    unread: await unreadOf(reader, actor.person_id),
  };
}

/** Which of the activities that the messages are about open at the reader's desk: who leads one need not work for its organisation. */
async function readableActivities(reader: Reader, actor: Actor, rows: readonly NoticeRow[]): Promise<ReadonlySet<Id>> {
  const asked = rows
    .filter((row) => linkOfKind(row.kind)?.desk_of === 'activity')
    .flatMap((row) => subjectOf(row.link) ?? []);
  if (asked.length === 0 || actor.grants.length === 0) return new Set();
  const found = await reader.all<{ id: Id; organization_path: string }>(
    sql`select id, organization_path from activities where id = any(${asked}::uuid[])`,
  );
  return new Set(
    found
      .filter((each) => actor.may('projects.read', { path: each.organization_path, activity_id: each.id }))
      .map((each) => each.id),
  );
}

export async function unreadOf(reader: Reader, personId: Id): Promise<number> {
  const { count } = await reader.one<{ count: number }>(
    sql`select count(*)::int as count from notices where person_id = ${personId} and read_at is null`,
  );
  return count;
}
