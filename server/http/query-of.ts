import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { problem } from '../../domain/problem.ts';

export const personWordsHeader = 'Person-Words';

/** The values of the address, and what is searched of people from its header; in the address it is refused, or it would go on standing there. */
export function queryOf(endpoint: Endpoint, request: FastifyRequest): unknown {
  if (!(endpoint.query instanceof z.ZodObject) || !('person_words' in endpoint.query.shape)) return request.query;
  const given = Object.fromEntries(Object.entries(request.query ?? {}));
  if ('person_words' in given) throw problem('core.invalid_input', {}, 'person_words');
  const header = request.headers[personWordsHeader.toLowerCase()];
  return typeof header !== 'string' || header === '' ? given : { ...given, person_words: decoded(header) };
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    throw problem('core.invalid_input', {}, 'person_words');
  }
}
