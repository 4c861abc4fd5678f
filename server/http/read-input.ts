import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isUpload, type Endpoint, type UploadInput } from '../../contract/endpoint.ts';
import { foldIdeographs } from '../../domain/files/equivalent-ideographs.ts';
import { Problem, problem } from '../../domain/problem.ts';
import type { Services } from '../services.ts';
import { queryOf } from './query-of.ts';
import { unknownFieldsOf, type FindUnknown } from './unknown-fields.ts';

/** What a request holds, read against the shapes that its endpoint declares. */
export type UploadedFile<Fields = Readonly<Record<string, string | undefined>>> = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly fields: Fields;
};

export type Input = { readonly body: unknown; readonly params: unknown; readonly query: unknown };

export function inputReader(endpoint: Endpoint, scan: Services['scan']): (request: FastifyRequest) => Promise<Input> {
  const refuseUnknown = unknownRefusal(endpoint);
  return async (request) => {
    const asked = queryOf(endpoint, request);
    refuseUnknown.query(asked);
    if (!isUpload(endpoint.body)) refuseUnknown.body(request.body);
    const body = isUpload(endpoint.body)
      ? await scanned(
          await uploadedFile(request, endpoint.body, refuseUnknown.body).catch(refuseBrokenForm),
          endpoint.body.is_piece === true ? undefined : scan,
        )
      : parse(endpoint.body, request.body, 'body');
    return {
      body,
      params: parse(endpoint.params, request.params, 'params'),
      query: parse(endpoint.query, asked, 'query'),
    };
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

export function isUploadedFile(body: unknown): body is UploadedFile {
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
  throw new InvalidInput(result.success ? unstorableIn(result.data) : result.error.issues);
}

/** A text may not hold a NUL or half a character: no database column takes them. Depth is bounded, so that nobody can exhaust the stack. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed();
  if (typeof value !== 'object' || value === null || value instanceof Date) return true;
  if (depth > 32) return false;
  return Object.entries(value).every(([name, item]) => isStorable(name, depth) && isStorable(item, depth + 1));
}

/** One issue for each field that holds such a text. */
function unstorableIn(input: unknown): z.core.$ZodIssue[] {
  const params = {
    zh: '这里有存不下的字符，请删去后重新输入',
    en: 'A character in this cannot be kept; delete it and type it again',
  };
  return Object.entries(Object(input) as Record<string, unknown>)
    .filter(([, item]) => !isStorable(item, 1))
    .map(([name]) => ({ code: 'custom', path: [name], message: 'unstorable', params }));
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
