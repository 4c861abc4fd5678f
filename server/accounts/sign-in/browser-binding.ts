/** The browser that asked for a code, known by a random value in a cookie: the code of somebody else's browser is good for nothing here. */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { codeLifeMs } from '../../../domain/accounts/sign-in.ts';
import { ownCookie } from '../../http/load-actor.ts';

export const browserCookie = 'qingzhi_browser';

/** The value that this browser holds; null where it never asked, or long ago. */
export function browserOf(request: FastifyRequest): string | null {
  const held = request.cookies[ownCookie(browserCookie, request.protocol)];
  return held !== undefined && /^[\w-]{43}$/.test(held) ? held : null;
}

/** Asked from one browser for two phones, both codes are good there: the value stays, and its life begins anew. */
export function markBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const value = browserOf(request) ?? randomBytes(32).toString('base64url');
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
  void reply.setCookie(ownCookie(browserCookie, request.protocol), value, { ...flags, maxAge: codeLifeMs / 1000 });
  return value;
}
