import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  isEvents,
  isFile,
  isUpload,
  type Endpoint,
  type EventOutput,
  type FileOutput,
  type UploadInput,
} from '../../contract/endpoint.ts';
import { foldIdeographs } from '../../domain/files/equivalent-ideographs.ts';
import { Problem, problem } from '../../domain/problem.ts';
import { sessionEnd, sessionEndedHeader } from '../accounts/sign-in/session-end.ts';
import { touchSession } from '../accounts/sign-in/touch-session.ts';
import type { Services } from '../services.ts';
import { Reader } from '../db/reader.ts';
import { bodyHash, write, type WriteContext, type Writer } from '../db/writer.ts';
import type { SecretBox } from '../security/secret-box.ts';
import type { Actor } from './actor.ts';
import { queryOf } from './query-of.ts';
import { unknownFieldsOf, type FindUnknown } from './unknown-fields.ts';
import { endWithCaller } from './end-with-caller.ts';
import { callCounter } from './limit-calls.ts';
import { noteCaller } from './log-refusal.ts';
import { actorLoader, sessionCookieOf, type ActorLoader, type SessionPreload } from './load-actor.ts';

export type UploadedFile<Fields = Readonly<Record<string, string | undefined>>> = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly fields: Fields;
};
export type FileAnswer = {
  readonly content: Buffer | string | Readable;
  readonly name?: string;
  readonly media_type?: string;
  readonly inline?: boolean;
};
export type ServerEvent = { readonly event?: string; readonly data: object };

type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;
type BodyOf<E extends Endpoint> =
  E['body'] extends UploadInput<infer Fields> ? UploadedFile<z.output<Fields>> : Parsed<E['body']>;
type AnswerOf<E extends Endpoint> = E['output'] extends FileOutput
  ? FileAnswer
  : E['output'] extends EventOutput
    ? AsyncIterable<ServerEvent>
    : E['output'] extends z.ZodType
      ? Wire<z.input<E['output']>>
      : never;

/** Dates may be given as Date objects: JSON writes them as instants. */
type Wire<T> = T extends string
  ? T | Date
  : T extends (infer R)[]
    ? Wire<R>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

export type Call<E extends Endpoint> = {
  readonly params: Parsed<E['params']>;
  readonly query: Parsed<E['query']>;
  readonly body: BodyOf<E>;
  readonly actor: E['access'] extends 'public' ? Actor | null : Actor;
  readonly now: Date;
  readonly language: 'zh' | 'en';
  readonly reader: Reader;
  readonly services: Services;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** One transaction, once per request key. */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** What the statement beside the session answered, if the endpoint laid one there. */
  readonly beside: unknown;
  /** For hot paths that are one statement and keep their own request key and audit row. */
  readonly context: WriteContext;
};

export type Mount = <E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<AnswerOf<E>>,
  beside?: SessionPreload,
) => void;
export type Routes = (mount: Mount) => void;

export function languageOf(request: FastifyRequest): 'zh' | 'en' {
  return /^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}

export function mountOn(app: FastifyInstance, services: Services): Mount {
  const count = services.call_limits === undefined ? undefined : callCounter(services.call_limits);
  const { is_second_factor_required } = services.sign_in_rules;
  const plainly = actorLoader(services.reader, is_second_factor_required);
  /** A token that opens nothing is told apart from none, also where anybody may read: the device must know what to wipe. */
  async function refuseSignedOut(
    endpoint: Endpoint,
    request: FastifyRequest,
    reply: FastifyReply,
    now: Date,
  ): Promise<void> {
    const hash = tokenHashOf(request, services);
    const end = hash === null ? null : await sessionEnd(services.reader, hash, now);
    if (end !== null) void reply.header(sessionEndedHeader, end);
    if (endpoint.access !== 'public') throw problem(end === 'by_time' ? 'core.session_expired' : 'core.signed_out');
  }
  return (endpoint, handle, beside) => {
    const load =
      beside === undefined ? plainly : actorLoader(services.reader, is_second_factor_required, beside.statement);
    const writes = endpoint.method !== 'GET';
    const refuseUnknown = unknownRefusal(endpoint);
    const heavy = isFile(endpoint.output) || endpoint.heavy === true;
    app.route({
      method: endpoint.method,
      url: endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
      config: { endpoint },
      handler: async (request, reply) => {
        const now = services.clock();
        const reader = services.reader;
        const loaded = await sessionOf(
          request,
          services,
          (token_hash) => load({ token_hash, now, about: beside?.about(request) }),
          now,
        );
        const actor = loaded?.actor ?? null;
        if (actor !== null) noteCaller(request, actor.person_id);
        if (actor === null) count?.('anonymous', request.ip, now);
        else if (writes || heavy) count?.(writes ? 'writes' : 'heavy_reads', actor.person_id, now);
        if (actor === null) await refuseSignedOut(endpoint, request, reply, now);
        if (endpoint.owner_only === true && actor?.is_owner_shown === false) throw problem('accounts.show_owner');
        if (writes) refuseOtherMaker(request, actor);
        if (writes) refuseCrossSite(request, services.public_url);
        const asked = queryOf(endpoint, request);
        refuseUnknown.query(asked);
        if (!isUpload(endpoint.body)) refuseUnknown.body(request.body);
        const body = isUpload(endpoint.body)
          ? await scanned(
              await uploadedFile(request, endpoint.body, refuseUnknown.body).catch(refuseBrokenForm),
              services.scan,
            )
          : parse(endpoint.body, request.body, 'body');
        const context: WriteContext = {
          now,
          actor,
          request_id: request.id,
          secrets: services.secrets,
          request_key:
            writes && endpoint.keyed !== false ? requestKey(request, services.secrets, actor, body) : undefined,
        };
        const call = {
          params: parse(endpoint.params, request.params, 'params'),
          query: parse(endpoint.query, asked, 'query'),
          body,
          actor,
          now,
          reader,
          services,
          request,
          reply,
          context,
          beside: loaded?.beside ?? null,
          language: languageOf(request),
          write: <T>(work: (writer: Writer) => Promise<T>) => write(services.pool, context, work),
        };
        const answer = await handle(call as unknown as Call<typeof endpoint>);
        if (isEvents(endpoint.output)) {
          const token_hash = tokenHashOf(request, services);
          if (actor !== null && token_hash !== null)
            endWithCaller(
              reply.raw,
              actor,
              now,
              (at) => plainly({ token_hash, now: at, about: undefined }),
              services.clock,
            );
          return sendEvents(reply, answer as AsyncIterable<ServerEvent>);
        }
        return send(endpoint, reply, answer, services.strict_output);
      },
    });
  };
}

/** Shapes are read once, when the endpoint is mounted. */
function unknownRefusal(endpoint: Endpoint): { query: (value: unknown) => void; body: (value: unknown) => void } {
  const refusing =
    (find: FindUnknown) =>
    (value: unknown): void => {
      const [first] = find(value);
      if (first !== undefined) throw problem('core.unknown_field', { field: first.slice(0, 80) }, first.slice(0, 80));
    };
  return {
    query: refusing(unknownFieldsOf(endpoint.query)),
    body: refusing(unknownFieldsOf(isUpload(endpoint.body) ? endpoint.body.fields : endpoint.body)),
  };
}

async function sessionOf(
  request: FastifyRequest,
  services: Services,
  load: (tokenHash: Buffer) => ReturnType<ActorLoader>,
  now: Date,
): ReturnType<ActorLoader> {
  const hash = tokenHashOf(request, services);
  if (hash === null) return null;
  const loaded = await load(hash);
  if (loaded) touchSession(services.pool, hash, loaded.session, now);
  return loaded;
}

function tokenHashOf(request: FastifyRequest, services: Services): Buffer | null {
  const token = request.cookies[sessionCookieOf(request.protocol)];
  return token === undefined || token === '' ? null : services.secrets.tokenHash(token);
}

/** What waited on a device says who made it; on a shared one the session alone decides whether that is who sends it now. */
function refuseOtherMaker(request: FastifyRequest, actor: Actor | null): void {
  const maker = request.headers['made-by'];
  if (maker !== undefined && maker !== actor?.person_id)
    throw problem(actor === null ? 'core.signed_out' : 'core.other_person');
}

/** Cookies are SameSite=Lax; a write must also come from our own origin when the browser says where it comes from. */
function refuseCrossSite(request: FastifyRequest, publicUrl: string): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw problem('core.cross_site');
  const origin = request.headers.origin;
  if (origin !== undefined && site === undefined && !isOwnOrigin(origin, request.headers.host, publicUrl))
    throw problem('core.cross_site');
}

/** "null" is the origin of sandboxed frames and of pages from files: never ours. Behind a proxy the public address counts too. */
function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  return [host, new URL(publicUrl).host].includes(new URL(origin).host);
}

function requestKey(
  request: FastifyRequest,
  secrets: SecretBox,
  actor: Actor | null,
  body: unknown,
): NonNullable<WriteContext['request_key']> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[\w-]{8,80}$/.test(key)) throw problem('core.missing_request_key');
  const hashed = isUploadedFile(body)
    ? { name: body.name, fields: body.fields, bytes: body.bytes.toString('base64') }
    : body;
  // Keyed, so that a stolen table does not tell which phone or ID number a short body held.
  const body_hash = secrets.index('request body', bodyHash(request.method, request.url, hashed)).toString('base64url');
  return {
    actor_key: actor?.person_id ?? `anonymous ${secrets.index('network', request.ip).toString('base64url')}`,
    key,
    body_hash,
  };
}

function isUploadedFile(body: unknown): body is UploadedFile {
  return typeof body === 'object' && body !== null && 'bytes' in body && Buffer.isBuffer(body.bytes);
}

async function uploadedFile(
  request: FastifyRequest,
  input: UploadInput,
  refuseUnknown: (fields: unknown) => void,
): Promise<UploadedFile> {
  if (!request.isMultipart()) throw problem('core.invalid_input', {}, 'file');
  const fields: Record<string, string> = {};
  let found: { name: string; bytes: Buffer } | undefined;
  for await (const part of request.parts({
    limits: { fileSize: input.max_bytes, files: 1, fields: 20, fieldSize: 4000 },
  })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value.replaceAll('\u0000', '');
      continue;
    }
    const bytes = await part.toBuffer().catch(() => undefined);
    if (bytes === undefined)
      throw problem('core.too_large', { limit: `${Math.floor(input.max_bytes / 1_048_576)} MB` }, 'file');
    found = { name: part.filename, bytes };
  }
  if (found === undefined) throw problem('core.invalid_input', {}, 'file');
  refuseUnknown(fields);
  return { ...found, fields: parse(input.fields, fields, 'body') as UploadedFile['fields'] };
}

/** A form that is cut off or no form at all is the sender's fault, whatever the parser calls it. */
function refuseBrokenForm(error: unknown): never {
  if (error instanceof Problem || error instanceof InvalidInput) throw error;
  throw problem('core.invalid_input', {}, 'file');
}

/** Before anything of it is read or kept. */
async function scanned(file: UploadedFile, scan: Services['scan']): Promise<UploadedFile> {
  const refused = (await scan?.(file.bytes)) ?? null;
  if (refused !== null) throw refused;
  return file;
}

export class InvalidInput extends Error {
  readonly issues: readonly z.core.$ZodIssue[];
  constructor(issues: readonly z.core.$ZodIssue[]) {
    super('invalid input');
    this.issues = issues;
  }
}

function parse(
  schema: z.ZodType | UploadInput | undefined,
  value: unknown,
  where: 'params' | 'query' | 'body',
): unknown {
  if (schema === undefined || 'kind' in schema) return {};
  const result = schema.safeParse(value ?? {});
  if (result.success && isStorable(result.data)) return foldedTexts(result.data);
  if (where === 'params') throw problem('core.not_found');
  throw new InvalidInput(result.success ? [] : result.error.issues);
}

/** A text may not hold a NUL or half a character: no database column takes them. Depth is bounded, so that nobody can exhaust the stack. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed();
  if (typeof value !== 'object' || value === null || value instanceof Date) return true;
  if (depth > 32) return false;
  return Object.entries(value).every(([name, item]) => isStorable(name, depth) && isStorable(item, depth + 1));
}

/** A name typed with look-alike radicals is the name, in whatever field it comes; what holds none stays the very object. */
function foldedTexts(value: unknown): unknown {
  if (typeof value === 'string') return foldIdeographs(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  for (const [name, item] of Object.entries(value)) {
    const folded = foldedTexts(item);
    if (folded !== item) (value as Record<string, unknown>)[name] = folded;
  }
  return value;
}

function send(endpoint: Endpoint, reply: FastifyReply, answer: unknown, strict: boolean): unknown {
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

function sendEvents(reply: FastifyReply, events: AsyncIterable<ServerEvent>): FastifyReply {
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
