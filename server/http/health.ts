import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { sql } from '../db/sql.ts';
import type { Services } from '../services.ts';

/** /healthz says whether the database answers; /metrics is for the operator's Prometheus. */
export function healthAndMetrics(app: FastifyInstance, services: Services): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    duration.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  app.get('/healthz', async (_, reply) => {
    const database = await services.reader.one(sql`select 1 as up`).then(
      () => true,
      () => false,
    );
    return reply.status(database ? 200 : 503).send({ database });
  });
  app.get('/metrics', async (request, reply) => {
    // Figures of the machine are for its operator. Where a request comes from proves nothing: a proxy on the same machine passes on everybody's.
    if (!isBearer(request.headers.authorization, services.metrics_token)) return reply.callNotFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function isBearer(header: string | undefined, token: string | undefined): boolean {
  if (header === undefined || token === undefined) return false;
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(header), hash(`Bearer ${token}`));
}
