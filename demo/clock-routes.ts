/** The demonstration's clock on every page, and the address that moves it, for whoever sits at the machine it runs on. */
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Services } from '../server/services.ts';
import { longestMoveDays, targetOf, type DemonstrationClock, type Refused } from './clock.ts';

export const clockAddress = '/api/demonstration/clock';
const script = readFileSync(new URL('./clock-page.mjs', import.meta.url), 'utf8');

const words: Readonly<
  Record<Refused | 'form' | 'elsewhere', { readonly status: number; readonly zh: string; readonly en: string }>
> = {
  back: {
    status: 409,
    zh: '演示的时间只能往前拨，请选一个更晚的时间',
    en: 'The clock of the demonstration only goes forward; choose a later moment',
  },
  too_far: {
    status: 422,
    zh: `一次最多拨 ${longestMoveDays} 天，请分几次`,
    en: `At most ${longestMoveDays} days at once; move it in steps`,
  },
  busy: {
    status: 409,
    zh: '正在补做夜里的工作，请稍等再拨',
    en: 'The work of the nights is being done; try again in a moment',
  },
  form: {
    status: 400,
    zh: '请写成 2026-12-31 23:58，或 +7d、+3h、+90m',
    en: 'Write 2026-12-31 23:58, or +7d, +3h, +90m',
  },
  elsewhere: {
    status: 403,
    zh: '只有在运行演示的这台机器上才能拨时间',
    en: 'Only at the machine that runs the demonstration can its clock be moved',
  },
};

export function addClock(app: FastifyInstance, services: Services, clock: DemonstrationClock): void {
  const shown = (request: FastifyRequest): object => ({
    now: clock.now().toISOString(),
    ahead_ms: clock.ahead,
    can: { move: isOperator(request) },
  });
  app.get(clockAddress, (request) => shown(request));
  app.put(clockAddress, async (request, reply) => {
    if (!isOperator(request)) return refuse(reply, 'elsewhere');
    const body = z.strictObject({ to: z.string().max(40) }).safeParse(request.body);
    const target = body.success ? targetOf(body.data.to, clock.now()) : null;
    if (target === null) return refuse(reply, 'form');
    const moved = await clock.moveTo(target, services, services.jobs);
    return typeof moved === 'string' ? refuse(reply, moved) : { ...shown(request), ...moved };
  });
  for (const path of ['/assets/demonstration-clock.js', '/console/assets/demonstration-clock.js']) {
    app.get(path, (_, reply) =>
      reply.type('text/javascript; charset=utf-8').header('Cache-Control', 'no-cache').send(script),
    );
  }
  showOnPages(app, clock);
}

const refuse = (reply: FastifyReply, why: keyof typeof words): FastifyReply => {
  const { status, zh, en } = words[why];
  return reply.status(status).send({ code: `demonstration.${why}`, message: `${zh} · ${en}` });
};

/** From the machine itself, not through a proxy and not by a page of somebody else's. */
function isOperator(request: FastifyRequest): boolean {
  const isNear =
    ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '') &&
    request.headers['x-forwarded-for'] === undefined &&
    request.headers.forwarded === undefined;
  const { origin } = request.headers;
  return isNear && (origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host));
}

/** Pages take the clock before they take anything else. They are sent whole and never kept as unchanged. */
function showOnPages(app: FastifyInstance, clock: DemonstrationClock): void {
  app.addHook('onRequest', async (request) => {
    if (request.headers.accept?.includes('text/html') !== true) return;
    for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since', 'range']) delete request.headers[name];
  });
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (reply.statusCode !== 200 || !String(reply.getHeader('content-type')).startsWith('text/html')) return payload;
    const html =
      typeof payload === 'string'
        ? payload
        : Buffer.isBuffer(payload)
          ? payload.toString('utf8')
          : await text(payload as Readable);
    const place = request.url.startsWith('/console') ? '/console/assets' : '/assets';
    const page = html.replace(
      '<head>',
      `<head><script src="${place}/demonstration-clock.js?ahead=${Math.round(clock.ahead)}"></script>`,
    );
    reply.removeHeader('etag').removeHeader('last-modified').header('content-length', Buffer.byteLength(page));
    return page;
  });
}
