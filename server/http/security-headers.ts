import type { FastifyInstance } from 'fastify';

const policy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer, also on those that Node or the framework give by themselves. */
export const everyAnswer: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), geolocation=(self), microphone=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

export function securityHeaders(app: FastifyInstance): void {
  // Before the framework looks at it: what it answers without our hooks, such as while it stops, has them too
  app.server.prependListener('request', (_, response) => {
    for (const [name, value] of Object.entries(everyAnswer)) response.setHeader(name, value);
  });
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    reply.headers(everyAnswer);
    if (request.protocol === 'https') reply.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    if (request.url.startsWith('/api/') && reply.getHeader('Cache-Control') === undefined)
      reply.header('Cache-Control', 'no-store');
    return payload;
  });
}
