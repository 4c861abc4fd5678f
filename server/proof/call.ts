/** One call of an endpoint by its declaration. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { isEvents, isUpload, type Endpoint } from '../../contract/endpoint.ts';
import { sessionCookie } from '../http/load-actor.ts';
import type { TestAnswer, TestApp, TestPerson } from '../testing/test-app.ts';

export type Given = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly upload?: {
    readonly name: string;
    readonly bytes: Buffer;
    readonly fields?: Readonly<Record<string, string>>;
  };
};

export const nameOf = (endpoint: Endpoint): string => `${endpoint.method} ${endpoint.path}`;

export function urlOf(endpoint: Endpoint, given: Given): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(given.params?.[name] ?? randomUUID()),
  );
  const query = new URLSearchParams(given.query).toString();
  return query === '' ? path : `${path}?${query}`;
}

export async function call(t: TestApp, endpoint: Endpoint, who: TestPerson | null, given: Given): Promise<TestAnswer> {
  if (isUpload(endpoint.body)) {
    const form = new FormData();
    for (const [name, value] of Object.entries(given.upload?.fields ?? {})) form.append(name, value);
    if (given.upload !== undefined)
      form.append('file', new Blob([new Uint8Array(given.upload.bytes)]), given.upload.name);
    return t.request(who, endpoint.method, urlOf(endpoint, given), form);
  }
  if (isEvents(endpoint.output)) return opening(t, who, urlOf(endpoint, given));
  return t.request(
    who,
    endpoint.method,
    urlOf(endpoint, given),
    endpoint.method === 'GET' ? undefined : (given.body ?? {}),
  );
}

/** The start of an answer that goes on for ever, over a real connection that is then cut. */
async function opening(t: TestApp, who: TestPerson | null, url: string): Promise<TestAnswer> {
  if (!t.app.server.listening) await t.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = t.app.server.address() as AddressInfo;
  const cut = new AbortController();
  const cookie: Record<string, string> = who === null ? {} : { cookie: `${sessionCookie}=${who.token}` };
  const answer = await fetch(`http://127.0.0.1:${port}${url}`, {
    signal: cut.signal,
    headers: { 'accept-language': 'zh', ...cookie },
  });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const raw = isStream ? Buffer.alloc(0) : Buffer.from(await answer.arrayBuffer());
  cut.abort();
  return {
    status: answer.status,
    body: isStream ? {} : (JSON.parse(raw.toString('utf8')) as Record<string, unknown>),
    raw,
    headers: Object.fromEntries(answer.headers),
  };
}

/** The same call about something that does not exist. */
export function aboutNothing(given: Given): Given {
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
  const anyId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  const strange = <T extends Readonly<Record<string, unknown>>>(values: T | undefined): T | undefined =>
    values === undefined
      ? undefined
      : (Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            typeof value === 'string' && isId.test(value) ? randomUUID() : value,
          ]),
        ) as T);
  const hasIds = Object.values(given.params ?? {}).some((value) => isId.test(value));
  if (hasIds) return { ...given, params: strange(given.params) ?? {} };
  const upload =
    given.upload === undefined ? {} : { upload: { ...given.upload, fields: strange(given.upload.fields) ?? {} } };
  const body = JSON.parse(JSON.stringify(given.body ?? {}).replace(anyId, () => randomUUID())) as object;
  return { ...given, ...upload, query: strange(given.query) ?? {}, body };
}
