import { z } from 'zod';
import { operationIds } from '../nouns.ts';
import { isEvents, isFile, isUpload, openingsOf, type Endpoint, type Opening } from '../../contract/endpoint.ts';
import { problemAnswer } from '../../contract/shapes.ts';
import { nouns } from '../../domain/nouns.ts';
import { permissionTable } from '../../domain/permissions.ts';
import { sessionCookieOf } from './load-actor.ts';
import { personWordsHeader } from './query-of.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import { problemTable } from '../../domain/problem-table.ts';

type Json = Record<string, unknown>;

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json;
  return schema;
}

function accessSentence(access: Endpoint['access']): string {
  if (access === 'public') return 'Open to anyone.';
  if (access === 'signed_in') return 'For a signed-in person, about their own data.';
  const openings = typeof access === 'string' ? [access] : access;
  const sentence = (opening: Opening): string =>
    opening === 'own' ? 'to be the caller’s own' : `${permissionTable[opening].en} (${opening})`;
  return `Needs: ${openings.map(sentence).join(', or ')}.`;
}

function parameters(endpoint: Endpoint): Json[] {
  const list: Json[] = [];
  for (const [place, type] of [
    ['path', endpoint.params],
    ['query', endpoint.query],
  ] as const) {
    if (type === undefined) continue;
    const schema = schemaOf(type, 'input') as { properties?: Json; required?: string[] };
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (name === 'person_words')
        list.push({
          name: personWordsHeader,
          in: 'header',
          required: false,
          schema: property,
          description: 'Percent-encoded. What is searched of people is never taken from an address.',
        });
      else
        list.push({
          name,
          in: place,
          required: place === 'path' || (schema.required ?? []).includes(name),
          schema: property,
        });
    }
  }
  if (endpoint.method !== 'GET' && endpoint.keyed !== false) {
    list.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      schema: { type: 'string', pattern: '^[\\w-]{8,80}$' },
      description: 'Chosen by the caller for each write; a retry with the same key gets the first answer.',
    });
  }
  return list;
}

function requestBody(endpoint: Endpoint): Json | undefined {
  if (endpoint.body === undefined) return undefined;
  if (isUpload(endpoint.body)) {
    const fields = schemaOf(endpoint.body.fields, 'input') as { properties?: Json; required?: string[] };
    const schema = {
      ...fields,
      properties: {
        ...fields.properties,
        file: { type: 'string', format: 'binary', description: `At most ${endpoint.body.max_bytes} bytes` },
      },
      required: [...(fields.required ?? []), 'file'],
    };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  return { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } };
}

/** A JSON file is an object and a calendar is text; the rest are bytes. */
function fileSchema(mediaType: string): Json {
  if (/[/+]json$/.test(mediaType)) return { type: 'object' };
  return mediaType.startsWith('text/') ? { type: 'string' } : { type: 'string', format: 'binary' };
}

function success(endpoint: Endpoint): Json {
  if (isFile(endpoint.output))
    return { [endpoint.output.media_type]: { schema: fileSchema(endpoint.output.media_type) } };
  if (isEvents(endpoint.output)) return { 'text/event-stream': { schema: { type: 'string' } } };
  return { 'application/json': { schema: schemaOf(endpoint.output, 'output') } };
}

function responses(endpoint: Endpoint): Json {
  const byStatus = new Map<number, string[]>();
  const always: ProblemCode[] = [
    'core.invalid_input',
    'core.unknown_field',
    'core.unexpected',
    ...(endpoint.access === 'public' ? [] : ['core.signed_out' as const, 'core.session_expired' as const]),
    ...(openingsOf(endpoint) === null ? [] : ['core.forbidden' as const]),
  ];
  for (const code of new Set([
    ...always,
    ...(endpoint.owner_only === true ? (['accounts.show_owner'] as const) : []),
    ...endpoint.problems,
  ])) {
    const entry = problemTable[code];
    byStatus.set(entry.status, [...(byStatus.get(entry.status) ?? []), `${code}: ${entry.en}`]);
  }
  return {
    200: { description: 'Done', content: success(endpoint) },
    ...Object.fromEntries(
      [...byStatus].map(([status, lines]) => [
        status,
        {
          description: lines.join('\n'),
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  };
}

/** Signing in sets a cookie; under https it has the name that browsers bind to the host. */
const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookieOf('http'),
    description: 'Set by the endpoints of /api/sign-in',
  },
  secure_session: { type: 'apiKey', in: 'cookie', name: sessionCookieOf('https'), description: 'The same under https' },
};
const signedIn = [{ secure_session: [] }, { session: [] }];

function tagsOf(endpoints: readonly Endpoint[]): Json[] {
  return [...new Set(endpoints.map((endpoint) => endpoint.tag))].map((name) => ({
    name,
    description: nouns.find((noun) => noun.name === name)?.zh ?? name,
  }));
}

/** The document says the same wherever an endpoint is declared. */
function byAddress(one: Endpoint, other: Endpoint): number {
  const [first, second] = [one, other].map(({ path, method }) => `${path} ${method}`);
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

/** OpenAPI 3.1 of all endpoints; the web client's types and outside systems read this one document. */
export function openApi(endpoints: readonly Endpoint[], publicUrl = '/'): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints.toSorted(byAddress)) {
    const body = requestBody(endpoint);
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = {
      operationId: operationIds.get(endpoint) ?? `${endpoint.method} ${endpoint.path}`,
      tags: [endpoint.tag],
      summary: endpoint.summary,
      description: accessSentence(endpoint.access),
      parameters: parameters(endpoint),
      ...(body === undefined ? {} : { requestBody: body }),
      security: endpoint.access === 'public' ? [{}, ...signedIn] : signedIn, // signed in, many open pages say more
      responses: responses(endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '青志 Qingzhi',
      version: '1.0.0',
      description: 'Youth volunteering platform of a county, a city or a province.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: publicUrl }],
    tags: tagsOf(endpoints),
    paths,
    components: { securitySchemes, schemas: { Problem: schemaOf(problemAnswer, 'output') } },
  };
}
