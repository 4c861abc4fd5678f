/** What no route and no hook sees: addresses that cannot be read, and requests that are none. They are answered like all others. */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemSentence } from '../../domain/problem.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import { everyAnswer } from './security-headers.ts';

type RawAnswer = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

function answerOf(code: ProblemCode, language: 'zh' | 'en', requestId: string): RawAnswer {
  const body = JSON.stringify({
    code,
    message: problemSentence(code, code === 'core.too_large' ? { limit: '16 KB' } : {}, language),
    request_id: requestId,
  });
  return {
    body,
    headers: {
      ...everyAnswer,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'no-store',
    },
  };
}

function send(
  response: ServerResponse,
  status: number,
  code: ProblemCode,
  acceptLanguage: string | undefined,
  requestId: string,
): void {
  const { headers, body } = answerOf(code, /^en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh', requestId);
  response.writeHead(status, headers).end(body);
}

/** A name in the address that is too long names nothing; an address with a broken escape cannot be read. */
export function answerBadAddress(error: { readonly code: string }, request: FastifyRequest, reply: FastifyReply): void {
  const tooLong = error.code === 'FST_ERR_MAX_PARAM_LENGTH';
  send(
    reply.raw,
    tooLong ? 404 : 400,
    tooLong ? 'core.not_found' : 'core.invalid_input',
    request.headers['accept-language'],
    request.id,
  );
}

/** Bytes that are no request: too long a header, too slow, or not HTTP. Nothing of them is known but that they came. */
export function answerNoRequest(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const { headers, body } = answerOf(
    status === 431 ? 'core.too_large' : 'core.invalid_input',
    'zh',
    randomUUID().slice(0, 8),
  );
  const lines = Object.entries({ ...headers, Connection: 'close' })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  if (socket.writable) socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n${body}`);
  socket.destroySoon();
}

/** A client that waits to be told to go on with what is not known here. */
export function answerExpectations(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) =>
    send(response, 417, 'core.invalid_input', request.headers['accept-language'], randomUUID().slice(0, 8)),
  );
}
