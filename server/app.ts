import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { endpoints, routes } from './nouns.ts';
import { healthAndMetrics } from './http/health.ts';
import { mountAll } from './http/mount.ts';
import { openApi } from './http/openapi.ts';
import { answerProblems } from './http/problems.ts';
import { answerBadAddress, answerExpectations, answerNoRequest } from './http/raw-answers.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveWeb } from './http/web-files.ts';
import type { Services } from './services.ts';

/** Where log lines go: standard output, or a listener of a test. */
export type LogTarget = true | { write(line: string): void };

export async function buildApp(services: Services, options: { log?: LogTarget } = {}): Promise<FastifyInstance> {
  const app = Fastify({
    logger:
      options.log === undefined
        ? false
        : {
            level: 'warn',
            // The path alone: a query may hold what a person searched for.
            serializers: { req: (request) => ({ method: request.method, path: request.url.split('?')[0] }) },
            ...(options.log === true ? {} : { stream: options.log }),
          },
    genReqId: () => randomUUID().slice(0, 8),
    bodyLimit: 1_048_576,
    trustProxy: 'loopback',
    forceCloseConnections: true,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerNoRequest,
  });
  await app.register(cookie);
  await app.register(multipart);
  securityHeaders(app);
  answerExpectations(app);
  answerProblems(app);
  healthAndMetrics(app, services);
  mountAll(app, services, { routes, endpoints });
  let document: string | undefined; // made when first asked for: few ask, every start would wait
  app.get('/api/openapi.json', (_, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .send((document ??= JSON.stringify(openApi(endpoints, services.public_url)))),
  );
  if (services.web_dir !== undefined) await serveWeb(app, services.web_dir);
  return app;
}
