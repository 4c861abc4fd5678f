import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { isFile, type Endpoint } from '../../contract/endpoint.ts';

export type FileAnswer = {
  readonly content: Buffer | string | Readable;
  readonly name?: string;
  readonly media_type?: string;
  readonly inline?: boolean;
};
export type ServerEvent = { readonly event?: string; readonly data: object };

export function send(endpoint: Endpoint, reply: FastifyReply, answer: unknown, strict: boolean): unknown {
  if (isFile(endpoint.output)) {
    const file = answer as FileAnswer;
    if (file.name !== undefined) {
      reply.header(
        'Content-Disposition',
        `${file.inline === true ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      );
    }
    return reply.type(file.media_type ?? endpoint.output.media_type).send(file.content);
  }
  // An undeclared field is a leak in waiting: tests parse every answer, production trusts what tests saw.
  if (strict) refuseUndeclared(endpoint, JSON.parse(JSON.stringify(answer)));
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
}

function refuseUndeclared(endpoint: Endpoint, answer: unknown): void {
  const declared: unknown = (endpoint.output as z.ZodType).parse(answer);
  if (!isDeepStrictEqual(declared, answer))
    throw new Error(`${endpoint.method} ${endpoint.path} answers with fields that it does not declare`);
}

export function sendEvents(reply: FastifyReply, events: AsyncIterable<ServerEvent>): FastifyReply {
  reply
    .header('Content-Type', 'text/event-stream; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('X-Accel-Buffering', 'no');
  return reply.send(Readable.from(eventLines(events)));
}

async function* eventLines(source: AsyncIterable<ServerEvent>): AsyncIterable<string> {
  yield ': open\n\n';
  for await (const item of source)
    yield `${item.event === undefined ? '' : `event: ${item.event}\n`}data: ${JSON.stringify(item.data)}\n\n`;
}
