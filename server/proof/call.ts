/** One call of an endpoint by its declaration. */
import { randomUUID } from 'node:crypto';
import { isUpload, type Endpoint } from '../../contract/endpoint.ts';
import type { TestAnswer, TestApp, TestPerson } from '../test-app.ts';

export type Given = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly upload?: { readonly name: string; readonly bytes: Buffer; readonly fields?: Readonly<Record<string, string>> };
};

export const nameOf = (endpoint: Endpoint): string => `${endpoint.method} ${endpoint.path}`;

export function urlOf(endpoint: Endpoint, given: Given): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given.params?.[name] ?? randomUUID()));
  const query = new URLSearchParams(given.query).toString();
  return query === '' ? path : `${path}?${query}`;
}

export async function call(t: TestApp, endpoint: Endpoint, who: TestPerson | null, given: Given): Promise<TestAnswer> {
  if (isUpload(endpoint.body)) {
    const form = new FormData();
    for (const [name, value] of Object.entries(given.upload?.fields ?? {})) form.append(name, value);
    if (given.upload !== undefined) form.append('file', new Blob([new Uint8Array(given.upload.bytes)]), given.upload.name);
    return t.request(who, endpoint.method, urlOf(endpoint, given), form);
  }
  return t.request(who, endpoint.method, urlOf(endpoint, given), endpoint.method === 'GET' ? undefined : given.body ?? {});
}

/** The same call about something that does not exist. */
export function aboutNothing(given: Given): Given {
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
  const strange = <T extends Readonly<Record<string, unknown>>>(values: T | undefined): T | undefined =>
    values === undefined ? undefined : Object.fromEntries(Object.entries(values).map(([name, value]) =>
      [name, typeof value === 'string' && isId.test(value) ? randomUUID() : value])) as T;
  const hasIds = Object.values(given.params ?? {}).some((value) => isId.test(value));
  if (hasIds) return { ...given, params: strange(given.params) ?? {} };
  const upload = given.upload === undefined ? {} : { upload: { ...given.upload, fields: strange(given.upload.fields) ?? {} } };
  return { ...given, ...upload, query: strange(given.query) ?? {}, body: strange(given.body as Record<string, unknown> | undefined) ?? {} };
}
