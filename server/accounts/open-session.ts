import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionLife } from '../../domain/accounts/session.ts';
import type { Id } from '../../domain/id.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { sessionCookie } from '../http/load-actor.ts';

export type NewSession = { readonly token: string; readonly max_age_seconds: number };

/** A session is known only by the hash of its token; it ends at the idle limit unless it is used. */
export async function openSession(
  writer: Writer, account: { id: Id; person_id: Id; is_staff: boolean }, facts: { has_second_factor: boolean; device: string },
): Promise<NewSession> {
  const token = randomBytes(32).toString('base64url');
  const life = sessionLife[account.is_staff ? 'staff' : 'phone'];
  await writer.run(sql`
    insert into sessions (token_hash, id, account_id, person_id, has_second_factor, created_at, last_seen_at, expires_at, device)
    values (${writer.secrets.tokenHash(token)}, ${writer.newId()}, ${account.id}, ${account.person_id}, ${facts.has_second_factor},
      ${writer.now}, ${writer.now}, ${new Date(writer.now.getTime() + life.idle_ms)}, ${facts.device})`);
  return { token, max_age_seconds: Math.floor(life.absolute_ms / 1000) };
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, session: NewSession | null): void {
  const secure = request.protocol === 'https';
  if (session === null) void reply.clearCookie(sessionCookie, { path: '/', httpOnly: true, sameSite: 'lax', secure });
  else void reply.setCookie(sessionCookie, session.token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: session.max_age_seconds });
}

/** "Chrome · Windows", short enough for a list and without a fingerprint. */
export function deviceOf(request: FastifyRequest): string {
  const agent = request.headers['user-agent'] ?? '';
  const browser = /MicroMessenger/.test(agent) ? '微信' : /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox'
    : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : '浏览器';
  const system = /iPhone|iPad/.test(agent) ? 'iOS' : /Android/.test(agent) ? 'Android' : /Windows/.test(agent) ? 'Windows'
    : /Mac OS/.test(agent) ? 'macOS' : /Linux/.test(agent) ? 'Linux' : '';
  return system === '' ? browser : `${browser} · ${system}`;
}
