import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  isFresh,
  minutesFresh,
  sessionLife,
  type ProvenSession,
  type SessionKind,
  type WayToSignIn,
} from '../../../domain/accounts/session.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Actor } from '../../http/actor.ts';
import { sessionCookieOf } from '../../http/load-actor.ts';
import { purgeDevices } from './known-device.ts';
import { newToken } from './session-token.ts';

export type NewSession = { readonly token: string; readonly max_age_seconds: number };

/** A session is known only by the hash of its token; it ends at the idle limit unless it is used. */
export async function openSession(
  writer: Writer,
  account: { person_id: Id; is_staff: boolean },
  inputs: {
    signed_in_by: WayToSignIn;
    has_second_factor: boolean;
    device: string;
    is_owner_shown?: boolean;
    device_hash?: Buffer;
  },
): Promise<NewSession> {
  // The session that this browser had, whoever it belonged to, ends with the new sign-in.
  if (writer.actor !== null)
    await writer.run(
      sql`update sessions set ended_at = ${writer.now} where person_id = ${writer.actor.person_id} and id = ${writer.actor.session_id} and ended_at is null`,
    );
  const token = newToken(account.person_id);
  const life = sessionLife[account.is_staff ? 'staff' : 'phone'];
  await writer.run(sql`
    insert into sessions (person_id, token_hash, id, has_second_factor, created_at, last_seen_at, expires_at, device, signed_in_by, is_owner_shown, device_hash)
    values (${account.person_id}, ${writer.secrets.tokenHash(token)}, ${writer.newId()}, ${inputs.has_second_factor},
      ${writer.now}, ${writer.now}, ${new Date(writer.now.getTime() + life.idle_ms)}, ${inputs.device}, ${inputs.signed_in_by}, ${inputs.is_owner_shown ?? true}, ${inputs.device_hash ?? null})`);
  return { token, max_age_seconds: Math.floor(life.absolute_ms / 1000) };
}

/** What was known of the session before it could do more opens nothing afterwards: the same session goes on under a new token. */
export async function liftSession(
  writer: Writer,
  { has_second_factor } = { has_second_factor: true },
): Promise<NewSession> {
  const token = newToken(writer.caller.person_id);
  const held = await writer.one<{ kind: SessionKind; created_at: Date }>(sql`
    update sessions s set token_hash = ${writer.secrets.tokenHash(token)}, has_second_factor = s.has_second_factor or ${has_second_factor}, is_owner_shown = true from accounts a
    where s.person_id = ${writer.caller.person_id} and s.id = ${writer.caller.session_id} and a.person_id = s.person_id returning case when a.is_staff then 'staff' else 'phone' end as kind, s.created_at`);
  const ends = held.created_at.getTime() + sessionLife[held.kind].absolute_ms;
  return { token, max_age_seconds: Math.max(1, Math.floor((ends - writer.now.getTime()) / 1000)) };
}

/** How the caller's own session began, and what it proved. */
export function provenSession(reader: Reader, actor: Actor): Promise<ProvenSession> {
  return reader.one<ProvenSession>(
    sql`select created_at, signed_in_by, has_second_factor from sessions where person_id = ${actor.person_id} and id = ${actor.session_id}`,
  );
}

/** Where one signs in is changed only soon after signing in: a device left open does not give the account away. */
export async function assertFresh(writer: Writer): Promise<void> {
  const { created_at } = await provenSession(writer, writer.caller);
  if (!isFresh(created_at, writer.now)) throw problem('accounts.sign_in_again', { minutes: minutesFresh });
}

/** Every other device of the caller has to sign in again, and is no longer known. */
export async function endOtherSessions(writer: Writer): Promise<void> {
  await writer.run(sql`
    update sessions set ended_at = ${writer.now} where person_id = ${writer.caller.person_id} and id <> ${writer.caller.session_id} and ended_at is null`);
  await purgeDevices(writer, writer.caller.person_id, writer.caller.session_id);
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, session: NewSession | null): void {
  const name = sessionCookieOf(request.protocol);
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
  if (session === null) void reply.clearCookie(name, flags);
  else void reply.setCookie(name, session.token, { ...flags, maxAge: session.max_age_seconds });
}

/** "Chrome · Windows", short enough for a list and without a fingerprint. */
export function deviceOf(request: FastifyRequest): string {
  const agent = request.headers['user-agent'] ?? '';
  const browser = /MicroMessenger/.test(agent)
    ? '微信'
    : /Edg\//.test(agent)
      ? 'Edge'
      : /Firefox\//.test(agent)
        ? 'Firefox'
        : /Chrome\//.test(agent)
          ? 'Chrome'
          : /Safari\//.test(agent)
            ? 'Safari'
            : '浏览器';
  const system = /iPhone|iPad/.test(agent)
    ? 'iOS'
    : /Android/.test(agent)
      ? 'Android'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : '';
  return system === '' ? browser : `${browser} · ${system}`;
}
