/** A good call of any endpoint: the subject of its matrix row, and a body sampled from the OpenAPI document where the row gives none. */
import { randomUUID } from 'node:crypto';
import { endpoints } from '../nouns.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { openApi } from '../http/openapi.ts';
import { nameOf } from './call.ts';
import { matrix } from './permission-matrix.ts';
import type { Subject } from './row.ts';
import { isObject, sample, type Schema } from './sample.ts';
import type { World } from './world.ts';

export type Operation = {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
};

const document = openApi(endpoints) as { paths: Record<string, Record<string, Operation>> };

export function operationOf(endpoint: Endpoint): Operation {
  return document.paths[endpoint.path]?.[endpoint.method.toLowerCase()] ?? { parameters: [] };
}

export type GoodCall = { readonly subject: Subject; readonly body: unknown; url(query?: string): string };

export async function goodCall(world: World, endpoint: Endpoint): Promise<GoodCall> {
  const subject: Subject = (await matrix[nameOf(endpoint)]?.make?.(world)) ?? {};
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(subject.params?.[name] ?? randomUUID()),
  );
  const schema = operationOf(endpoint).requestBody?.content['application/json']?.schema;
  const made = schema === undefined ? undefined : sample(schema);
  // a body of one of several forms is given whole: fields of two forms at once are refused
  const isChoice = schema !== undefined && ('oneOf' in schema || 'anyOf' in schema);
  const body =
    isObject(made) && subject.body !== undefined && !isChoice ? { ...made, ...subject.body } : (subject.body ?? made);
  return { subject, body, url: (query) => (query === undefined ? path : `${path}?${query}`) };
}
