import { z } from 'zod';
import { isEvents, isFile, isUpload, type Endpoint } from '../../contract/endpoint.ts';
import { problemAnswer } from '../../contract/shapes.ts';
import { permissionSentences, type Permission } from '../../domain/permissions.ts';
import { personWordsHeader } from './query-of.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import { problemTable } from '../../domain/problem-table.ts';

type Json = Record<string, unknown>;

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json;
  return schema;
}

function accessSentence(access: Endpoint['access']): string {
  if (access === 'public') return 'Open to anyone.';
  if (access === 'signed_in') return 'For a signed-in person, about their own data.';
  return `Needs: ${permissionSentences[access as Permission].en} (${access}).`;
}

function parameters(endpoint: Endpoint): Json[] {
  const list: Json[] = [];
  for (const [place, type] of [['path', endpoint.params], ['query', endpoint.query]] as const) {
    if (type === undefined) continue;
    const schema = schemaOf(type, 'input') as { properties?: Json; required?: string[] };
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (name === 'person_words') list.push({ name: personWordsHeader, in: 'header', required: false, schema: property, description: 'Percent-encoded. What is searched of people is never taken from an address.' });
      else list.push({ name, in: place, required: place === 'path' || (schema.required ?? []).includes(name), schema: property });
    }
  }
  if (endpoint.method !== 'GET' && endpoint.keyed !== false) {
    list.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' }, description: 'Required: a retry with the same key gets the first answer.' });
  }
  return list;
}

function requestBody(endpoint: Endpoint): Json | undefined {
  if (endpoint.body === undefined) return undefined;
  if (isUpload(endpoint.body)) {
    return { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } } } };
  }
  return { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } };
}

function success(endpoint: Endpoint): Json {
  if (isFile(endpoint.output)) return { [endpoint.output.media_type]: { schema: { type: 'string', format: 'binary' } } };
  if (isEvents(endpoint.output)) return { 'text/event-stream': { schema: { type: 'string' } } };
  return { 'application/json': { schema: schemaOf(endpoint.output, 'output') } };
}

function responses(endpoint: Endpoint): Json {
  const byStatus = new Map<number, string[]>();
  const always: ProblemCode[] = ['core.invalid_input', 'core.unexpected', ...(endpoint.access === 'public' ? [] : ['core.signed_out' as const])];
  for (const code of [...always, ...endpoint.problems]) {
    const entry = problemTable[code];
    byStatus.set(entry.status, [...(byStatus.get(entry.status) ?? []), `${code}: ${entry.en}`]);
  }
  return {
    200: { description: 'Done', content: success(endpoint) },
    ...Object.fromEntries([...byStatus].map(([status, lines]) => [status, {
      description: lines.join('\n'), content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }])),
  };
}

/** OpenAPI 3.1 of all endpoints; the web client's types and outside systems read this one document. */
export function openApi(endpoints: readonly Endpoint[]): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const body = requestBody(endpoint);
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = {
      tags: [endpoint.tag],
      summary: endpoint.summary,
      description: accessSentence(endpoint.access),
      parameters: parameters(endpoint),
      ...(body === undefined ? {} : { requestBody: body }),
      responses: responses(endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: '青志 Qingzhi', version: '1.0.0', description: 'Youth volunteering platform of a county, a city or a province.' },
    paths,
    components: { schemas: { Problem: schemaOf(problemAnswer, 'output') } },
  };
}
