import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  isEvents,
  isFile,
  type Endpoint,
  type EventOutput,
  type FileOutput,
  type UploadInput,
} from '../../contract/endpoint.ts';
import { problem } from '../../domain/problem.ts';
import { sessionEnd, sessionEndedHeader } from '../accounts/sign-in/session-end.ts';
import { followedKey, sessionKey, type SessionKey } from '../accounts/sign-in/session-token.ts';
import { touchSession } from '../accounts/sign-in/touch-session.ts';
import type { Services } from '../services.ts';
import type { Reader } from '../db/reader.ts';
import { bodyHash, write, type WriteContext, type Writer } from '../db/writer.ts';
import type { SecretBox } from '../security/secret-box.ts';
import type { Actor } from './actor.ts';
import { assertingOpened, assertOpened, refuseAtDoor } from './door.ts';
import { endWithCaller } from './end-with-caller.ts';
import { callCounter } from './limit-calls.ts';
import { noteCaller } from './log-refusal.ts';
import {
  actorLoader,
  sessionCookieOf,
  type ActorLoader,
  type Loaded,
  type Preloaded,
  type SessionPreload,
} from './load-actor.ts';
import { inputReader, isUploadedFile, type UploadedFile } from './read-input.ts';
import { send, sendEvents, type FileAnswer, type ServerEvent } from './send-answer.ts';

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
  /** What was preloaded with the session, if the endpoint asked for it. */
  readonly preloaded: Preloaded;
  /** For hot paths that are one statement and keep their own request key and audit row. */
  readonly context: WriteContext;
};

export type Mount = <E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<AnswerOf<E>>,
  preload?: SessionPreload,
) => void;
export type Routes = (mount: Mount) => void;

export function languageOf(request: FastifyRequest): 'zh' | 'en' {
  return /^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}

/** Mounts what is published and nothing else, all of it: what stands in no list would be seen by no test. */
export function mountAll(
  app: FastifyInstance,
  services: Services,
  { routes, endpoints }: { readonly routes: readonly Routes[]; readonly endpoints: readonly Endpoint[] },
): void {
  const missing = new Set(endpoints);
  const mount = mountOn(app, services);
  for (const register of routes)
    register((endpoint, handle, preload) => {
      if (!missing.delete(endpoint))
        throw new Error(`${endpoint.method} ${endpoint.path} stands in no manifest, or is mounted twice`);
      mount(endpoint, handle, preload);
    });
  for (const { method, path } of missing) throw new Error(`${method} ${path} is published, but nobody mounts it`);
}

function mountOn(app: FastifyInstance, services: Services): Mount {
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
    const key = sessionKeyOf(request, services);
    const end = key === null ? null : await sessionEnd(services.reader, key, now);
    if (end !== null) void reply.header(sessionEndedHeader, end);
    if (endpoint.access !== 'public') throw problem(end === 'by_time' ? 'core.session_expired' : 'core.signed_out');
  }
  return (endpoint, handle, preload) => {
    const load = preload === undefined ? plainly : actorLoader(services.reader, is_second_factor_required, preload.own);
    const readSubject = preload?.subject(services.reader);
    const writes = endpoint.method !== 'GET';
    const readInput = inputReader(endpoint, services.scan);
    const heavy = isFile(endpoint.output) || endpoint.heavy === true;
    app.route({
      method: endpoint.method,
      url: endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
      config: { endpoint },
      handler: async (request, reply) => {
        const now = services.clock();
        const reader = services.reader;
        const about = tokenOf(request) !== '' ? preload?.about(request) : undefined;
        const [loaded, subject] = await Promise.all([
          sessionOf(request, services, ({ person_id, token_hash }) => load({ person_id, token_hash, now, about }), now),
          about === undefined ? undefined : readSubject?.(about),
        ]);
        const actor = loaded?.actor ?? null;
        if (actor !== null) noteCaller(request, actor.person_id);
        if (actor === null) count?.('anonymous', request.ip, now);
        else if (writes || heavy) count?.(writes ? 'writes' : 'heavy_reads', actor.person_id, now);
        if (actor === null) await refuseSignedOut(endpoint, request, reply, now);
        if (endpoint.owner_only === true && actor?.is_owner_shown === false) throw problem('accounts.show_owner');
        if (writes) refuseOtherMaker(request, actor);
        if (writes) refuseCrossSite(request, services.public_url);
        refuseAtDoor(endpoint, actor);
        const input = await readInput(request);
        const context: WriteContext = {
          now,
          actor,
          request_id: request.id,
          secrets: services.secrets,
          request_key:
            writes && endpoint.keyed !== false ? requestKey(request, services.secrets, actor, input.body) : undefined,
        };
        let isAsserted = false;
        // field by field, here and below: a spread costs every request more than the names do
        const call = {
          params: input.params,
          query: input.query,
          body: input.body,
          actor,
          now,
          reader,
          services,
          request,
          reply,
          context,
          preloaded: { own: loaded?.preloaded, subject },
          language: languageOf(request),
          write: <T>(work: (writer: Writer) => Promise<T>) => {
            isAsserted = true; // here, where a repeated request, which asks nothing any more, is told apart
            return write(services.pool, context, services.strict ? assertingOpened(endpoint, actor, work) : work);
          },
        };
        const answer = await handle(call as unknown as Call<typeof endpoint>);
        if (services.strict && !isAsserted) assertOpened(endpoint, actor);
        if (isEvents(endpoint.output)) {
          if (actor !== null && loaded !== null)
            endWithCaller(
              reply.raw,
              actor,
              now,
              (at) => plainly({ ...loaded.key, now: at, about: undefined }),
              services.clock,
            );
          return sendEvents(reply, answer as AsyncIterable<ServerEvent>);
        }
        return send(endpoint, reply, answer, services.strict);
      },
    });
  };
}

async function sessionOf(
  request: FastifyRequest,
  services: Services,
  load: (key: SessionKey) => ReturnType<ActorLoader>,
  now: Date,
): Promise<(Loaded & { key: SessionKey }) | null> {
  let key = sessionKeyOf(request, services);
  while (key !== null) {
    const loaded = await load(key);
    if (loaded !== null) {
      touchSession(services.pool, key, loaded.session, now);
      return { actor: loaded.actor, session: loaded.session, preloaded: loaded.preloaded, key };
    }
    key = await followedKey(services.reader, key);
  }
  return null;
}

const tokenOf = (request: FastifyRequest): string => request.cookies[sessionCookieOf(request.protocol)] ?? '';

function sessionKeyOf(request: FastifyRequest, services: Services): SessionKey | null {
  const token = tokenOf(request);
  return token === '' ? null : sessionKey(services.secrets, token);
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
