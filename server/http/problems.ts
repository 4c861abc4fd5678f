import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Problem, problem, problemSentence, statusOf } from '../../domain/problem.ts';
import { languageOf } from './mount.ts';
import { InvalidInput } from './read-input.ts';
import { issueSentence } from './issue-sentence.ts';
import { logRefusal } from './log-refusal.ts';

/** Every refusal leaves as `{ code, message, field?, errors?, request_id }`; a fault of ours never shows its stack. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    if (error instanceof InvalidInput) return sendInvalid(request, reply, error.issues);
    if (error instanceof Problem) {
      logRefusal(request, error);
      return sendProblem(request, reply, error);
    }
    const fault = error as {
      statusCode?: number;
      code?: string;
      message?: string;
      syscall?: string;
      constraint?: string;
      table?: string;
    };
    if (fault.statusCode === 429)
      return sendProblem(request, reply, problem('core.too_many_requests', { seconds: 60 }));
    if (fault.statusCode === 413) return sendProblem(request, reply, problem('core.too_large', { limit: '1 MB' }));
    if (fault.statusCode !== undefined && fault.statusCode < 500) return sendInvalid(request, reply, []);
    if (isUnfitValue(fault.code)) return sendInvalid(request, reply, []);
    if (fault.code === '23503')
      return sendProblem(request, reply, problem('core.not_found', {}, referringField(fault))); // an id that names nothing
    // the key came with something else at the same moment: the same request would have waited for its twin
    if (fault.code === '23505' && fault.constraint === 'request_keys__actor_key_request_key')
      return sendProblem(request, reply, problem('core.request_key_reused'));
    if (fault.code === '23505') return sendProblem(request, reply, problem('core.conflict')); // somebody was faster
    // Only the kind and place of a fault are logged: messages of a database may quote personal data.
    request.log.error(
      { fault: fault.code ?? 'fault', stack: error instanceof Error ? stackWithoutMessage(error) : undefined },
      'request failed',
    );
    return sendProblem(
      request,
      reply,
      isDatabaseAway(fault) ? problem('core.busy') : problem('core.unexpected', { request_id: request.id }),
    );
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, problem('core.not_found')));
}

/** The database calls a reference table_column_fkey; the column is called as the field that was sent. */
function referringField({ table = '', constraint = '' }: { table?: string; constraint?: string }): string | undefined {
  const column =
    constraint.startsWith(`${table}_`) && constraint.endsWith('_fkey')
      ? constraint.slice(table.length + 1, -'_fkey'.length)
      : '';
  return column.endsWith('_id') ? column : undefined;
}

/** A value that passed its shape and that no column can hold (too large a number, a day that does not exist). */
function isUnfitValue(code: string | undefined): boolean {
  return ['22001', '22003', '22007', '22008', '22021', '22P02', '22P05'].includes(code ?? '');
}

/** The database is stopping, full, out of reach or too slow: nothing was done, the caller may try again. */
function isDatabaseAway(fault: { code?: string; message?: string; syscall?: string }): boolean {
  if (fault.code === 'STORE_AWAY') return true; // of the files: as little was done
  if (/^(08|53|55P03|57|40P01|40001)/.test(fault.code ?? '')) return true;
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(fault.code ?? '') || fault.syscall === 'connect')
    return true;
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    fault.message ?? '',
  );
}

function stackWithoutMessage(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return process.env['QINGZHI_SHOW_FAULTS'] === '1' ? (error.stack ?? '') : frames.slice(0, 8).join('\n');
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, refused: Problem): FastifyReply {
  const { seconds, minutes } = refused.params;
  const status = statusOf(refused.code);
  if (status === 429 || status === 503)
    reply.header('Retry-After', String(seconds ?? (typeof minutes === 'number' ? minutes * 60 : 5)));
  return reply
    .status(status)
    .type('application/json; charset=utf-8')
    .send(
      JSON.stringify({
        code: refused.code,
        message: problemSentence(refused.code, refused.params, languageOf(request)),
        ...(refused.field === undefined ? {} : { field: refused.field }),
        request_id: request.id,
      }),
    );
}

function sendInvalid(request: FastifyRequest, reply: FastifyReply, issues: readonly z.core.$ZodIssue[]): FastifyReply {
  const language = languageOf(request);
  const errors = issues.map((issue) => ({ field: issue.path.join('.'), message: issueSentence(issue, language) }));
  return reply
    .status(400)
    .type('application/json; charset=utf-8')
    .send(
      JSON.stringify({
        code: 'core.invalid_input',
        message: problemSentence('core.invalid_input', {}, language),
        ...(errors[0] === undefined ? {} : { field: errors[0].field }),
        errors,
        request_id: request.id,
      }),
    );
}
