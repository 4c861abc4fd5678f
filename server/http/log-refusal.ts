import type { FastifyRequest } from 'fastify';
import type { Id } from '../../domain/id.ts';
import { statusOf, type Problem } from '../../domain/problem.ts';

const callers = new WeakMap<FastifyRequest, Id>();

/** Who asked, for the line of a refusal. */
export function noteCaller(request: FastifyRequest, personId: Id): void {
  callers.set(request, personId);
}

/**
 * What an operator looks for after an attack: refused sign-ins, refused permissions, requests from other sites, guesses
 * that were stopped, and things that are not there for a signed-in person. Ids and the route alone, never what was sent.
 */
export function logRefusal(request: FastifyRequest, refused: Problem): void {
  const caller = callers.get(request);
  const status = statusOf(refused.code);
  const tells = [401, 403, 429].includes(status) || (status === 404 && caller !== undefined);
  if (tells)
    request.log.warn(
      { refused: refused.code, route: request.routeOptions.url ?? 'none', person: caller ?? null },
      'refused',
    );
}
