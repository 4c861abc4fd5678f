/** What a browser's cookie says: whose session, and a secret. So a session is found where that person's rows lie. */
import { randomBytes } from 'node:crypto';
import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { SecretBox } from '../../security/secret-box.ts';

export type SessionKey = { readonly person_id: Id; readonly token_hash: Buffer };

const nobody = '00000000-0000-0000-0000-000000000000' as Id;

export function newToken(person: Id): string {
  return `${person}.${randomBytes(32).toString('base64url')}`;
}

/** Only the keyed hash of a token is kept. One that names nobody is a token all the same: it opens nothing. */
export function sessionKey(secrets: SecretBox, token: string): SessionKey {
  const [, person = nobody] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.[\w-]+$/.exec(token) ?? [];
  return { person_id: person as Id, token_hash: secrets.tokenHash(token) };
}

/** Whose it is by now: where two registrations were joined, the devices of both go on as the one that stays. */
export async function followedKey(reader: Reader, key: SessionKey): Promise<SessionKey | null> {
  const row = await reader.maybe<{ moved_to: Id }>(
    sql`select moved_to from sessions where person_id = ${key.person_id} and token_hash = ${key.token_hash} and moved_to is not null`,
  );
  return row === undefined ? null : { ...key, person_id: row.moved_to };
}

/** The devices of one person go on as another's. */
export async function moveSessions(writer: Writer, from: Id, to: Id): Promise<void> {
  await writer.run(sql`
    insert into sessions (person_id, token_hash, id, has_second_factor, created_at, last_seen_at, expires_at, ended_at, device, signed_in_by, is_owner_shown, device_hash, moved_to)
    select ${to}, token_hash, id, has_second_factor, created_at, last_seen_at, expires_at, ended_at, device, signed_in_by, is_owner_shown, device_hash, moved_to
    from sessions where person_id = ${from}`);
  await writer.run(
    sql`update sessions set ended_at = coalesce(ended_at, ${writer.now}), moved_to = ${to} where person_id = ${from}`,
  );
}
