import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../../domain/problem.ts';

/** The two built applications: the console under /console/, the phone and public pages everywhere else. */
export async function serveWeb(app: FastifyInstance, webDir: string): Promise<void> {
  const phone = join(webDir, 'phone');
  const desk = join(webDir, 'console');
  if (!existsSync(join(phone, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: phone,
    preCompressed: true,
    wildcard: false,
    index: false,
    setHeaders: cacheHashed,
  });
  await app.register(fastifyStatic, {
    root: desk,
    prefix: '/console/',
    preCompressed: true,
    wildcard: false,
    index: false,
    decorateReply: false,
    setHeaders: cacheHashed,
  });
  const page = (root: string) => (_: FastifyRequest, reply: FastifyReply) =>
    reply.header('Cache-Control', 'no-cache').sendFile('index.html', root);
  app.get('/', page(phone));
  app.get('/console', (_, reply) => reply.redirect('/console/'));
  app.get('/console/', page(desk));
  app.get('/console/*', page(desk));
  app.get('/*', (request, reply) => {
    if (request.url.startsWith('/api/')) throw problem('core.not_found');
    return page(phone)(request, reply);
  });
}

function cacheHashed(response: { setHeader(name: string, value: string): unknown }, path: string): void {
  response.setHeader('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
}
