/** The one door to the server: typed by the contract, a key for each action, problems as errors. */
import createClient, { type ClientPathsWithMethod } from 'openapi-fetch';
import { ownPhone } from '../../domain/paths.ts';
import { preferences } from '../ui/preferences.ts';
import { holdsTyping } from '../ui/unsaved.ts';
import { ApiProblem, isProblemBody, NoAnswer, sessionExpired } from './problem.ts';
import type { paths } from './schema.gen.d.ts';
import { staysReadable, isSigningInAgain, maySignInAgain, signInAgain } from './sign-in-again.ts';

const client = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });
export type Client = typeof client;

let signedOut: (here: string) => void = () => undefined;

/** Each app says how it brings a person without a session to the sign-in page. */
export function onSignedOut(go: (here: string) => void): void {
  signedOut = go;
}

/** Raised when a page is left or a field changes; a retry of the same action keeps its key. */
export function requestKey(): string {
  return crypto.randomUUID();
}

client.use({
  onRequest({ request }) {
    request.headers.set('accept-language', preferences().language === 'zh' ? 'zh-CN' : 'en');
    if (request.method !== 'GET' && !request.headers.has('idempotency-key')) {
      request.headers.set('idempotency-key', requestKey());
    }
    return request;
  },
});

export type ReadPath = ClientPathsWithMethod<Client, 'get'>;
export type WriteMethod = 'post' | 'put' | 'patch' | 'delete';
export type WritePath<M extends WriteMethod> = ClientPathsWithMethod<Client, M>;

type Operation<M extends string, P extends keyof paths> = M extends keyof paths[P] ? paths[P][M] : never;
type Places<O> = O extends { parameters: infer P }
  ? Pick<P, Extract<keyof P, 'query' | 'path'>> & SearchOf<P>
  : unknown;
/** Of the headers a page gives what is searched of people; the others are the client's own. */
type SearchOf<P> = P extends { header?: { 'Person-Words'?: string } }
  ? { header?: { 'Person-Words'?: string } }
  : unknown;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } }
  ? { body: B }
  : O extends { requestBody?: { content: { 'application/json': infer B } } }
    ? { body?: B }
    : O extends { requestBody?: { content: { 'multipart/form-data': unknown } } }
      ? { body: FormData }
      : unknown;

/** What an endpoint wants: `path`, `query`, `body`. */
export type Ask<M extends string, P extends keyof paths> = Places<Operation<M, P>> & Body<Operation<M, P>>;
type Json<O> = O extends { responses: { 200: { content: { 'application/json': infer J } } } } ? J : unknown;
export type Answer<M extends 'get' | WriteMethod, P extends keyof paths> = Json<Operation<M, P>>;

export type LooseAsk = {
  query?: object | undefined;
  path?: object | undefined;
  header?: Readonly<Record<string, string>> | undefined;
  body?: unknown;
};

/** A header takes no Chinese. */
const encoded = (header: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(header).map(([name, value]) => [name, encodeURIComponent(value)]));

/** Sends one request and gives its answer, or throws ApiProblem or NoAnswer; a session that has ended stays a refusal. */
export async function send(method: string, path: string, ask: LooseAsk, key?: string): Promise<unknown> {
  const request = client.request as unknown as (
    method: string,
    path: string,
    init: object,
  ) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
  const init = {
    params: { query: ask.query, path: ask.path },
    body: ask.body,
    headers: { ...(key === undefined ? {} : { 'idempotency-key': key }), ...encoded(ask.header ?? {}) },
  };
  const { data, error, response } = await request(method, path, init).catch(() => {
    throw new NoAnswer();
  });
  // who this is stays known to a page that goes on after the session ran out
  if (response.ok && path === '/api/me' && staysReadable() && response.headers.get('session-ended') === 'by_time')
    throw new ApiProblem(401, { code: sessionExpired, message: '' });
  if (response.ok) return data;
  if (isProblemBody(error)) throw new ApiProblem(response.status, error);
  if (response.status >= 502 && response.status <= 504) throw new NoAnswer();
  const requestId = response.headers.get('x-request-id') ?? undefined;
  throw new ApiProblem(response.status, { code: 'unexpected', message: '', request_id: requestId });
}

/** Asked of the server itself: what the device remembers of who is signed in may be another person's. Null without an answer. */
export async function meNow(): Promise<Answer<'get', '/api/me'> | null> {
  const answer = await fetch('/api/me', { cache: 'no-store', credentials: 'same-origin' }).catch(() => null);
  return answer?.ok === true ? ((await answer.json()) as Answer<'get', '/api/me'>) : null;
}

/** `send`, and where the session has ended the way to a new one. */
export async function call(method: string, path: string, ask: LooseAsk, key?: string): Promise<unknown> {
  try {
    return await send(method, path, ask, key);
  } catch (error) {
    // a wrong password or code is a 401 too, and ends no session
    const isOver =
      error instanceof ApiProblem &&
      ['core.signed_out', sessionExpired].includes(error.code) &&
      location.pathname !== ownPhone.signIn.pattern &&
      !path.startsWith('/api/sign-');
    if (!isOver) throw error;
    const mayStay = error.code === sessionExpired || !staysReadable(); // ended by somebody, what a kept page shows goes at once
    // what was typed is not thrown away with the session: the page stays, and the same request goes out again
    if (mayStay && maySignInAgain() && (method !== 'get' || holdsTyping() || isSigningInAgain())) {
      if (await signInAgain()) return call(method, path, ask, key);
    } else if (!mayStay || !staysReadable()) {
      signedOut(location.pathname + location.search);
    }
    throw error;
  }
}
