import type { z } from 'zod';
import type { Permission } from '../domain/access.ts';
import type { ProblemCode } from '../domain/problem.ts';

/**
 * An endpoint declares what comes in, what goes out and how it may fail; the OpenAPI document, the
 * routes and the tests all read this one declaration.
 */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What may open an endpoint: a permission at the subject's place, or that the subject is the caller's own. */
export type Opening = Permission | 'own';
/**
 * Who may call: anyone, anyone signed in (their own data), or holders of a permission at the subject's place; of a list
 * any one opens. Who holds none of them anywhere is refused before the body is read.
 */
export type Access = 'public' | 'signed_in' | Permission | readonly [Opening, Opening, ...Opening[]];

/** An answer that is not JSON. */
export type FileOutput = { readonly kind: 'file'; readonly media_type: string };
export type EventOutput = { readonly kind: 'events' };
/** A form of one file and these fields, all of them texts. */
export type UploadInput<Fields extends z.ZodType = z.ZodType> = {
  readonly kind: 'upload';
  readonly max_bytes: number;
  readonly fields: Fields;
  /** Part of a file, which is scanned when it is whole. */
  readonly is_piece?: boolean;
};

export type Output = z.ZodType | FileOutput | EventOutput;

export type Endpoint = {
  readonly method: Method;
  readonly path: string; // "/api/volunteers/{volunteer_id}"
  readonly tag: string; // the noun
  readonly summary: string; // one English sentence; with clause or law where it rests on one
  readonly access: Access;
  /** A write that no permission opens: it changes what is the caller's own, or nobody's yet (signing in). Every other one requires a permission at a place. */
  readonly personal?: true;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType | UploadInput;
  readonly output: Output;
  readonly problems: readonly ProblemCode[];
  /** A read that costs the machine much, such as a search; files are heavy by themselves. One caller gets fewer of them in a minute. */
  readonly heavy?: boolean;
  /** Shows or changes what is the owner's alone: shut to a session begun by nothing but a code on a device that is not known. */
  readonly owner_only?: boolean;
  /** Writes keep their answer by request key unless a repetition is harmless by itself (sign-in). */
  readonly keyed?: boolean;
};

export function endpoint<const E extends Endpoint>(declaration: E): E {
  return declaration;
}

export function file<const M extends string>(media_type: M): FileOutput {
  return { kind: 'file', media_type };
}
export const events: EventOutput = { kind: 'events' };
export function upload<const Fields extends z.ZodType>(
  max_bytes: number,
  fields: Fields,
  more: { readonly is_piece?: boolean } = {},
): UploadInput<Fields> {
  return { kind: 'upload', max_bytes, fields, ...more };
}

/** What opens it, one of these; null where no permission is asked. */
export function openingsOf({ access }: Pick<Endpoint, 'access'>): readonly Opening[] | null {
  if (access === 'public' || access === 'signed_in') return null;
  return typeof access === 'string' ? [access] : access;
}

export function isFile(output: Output): output is FileOutput {
  return 'kind' in output && output.kind === 'file';
}
export function isEvents(output: Output): output is EventOutput {
  return 'kind' in output && output.kind === 'events';
}
export function isUpload(body: Endpoint['body']): body is UploadInput {
  return body !== undefined && 'kind' in body && body.kind === 'upload';
}
function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'output' in value;
}

/** A file of the contract as imported whole: its endpoints by their names, among its shapes. */
export type Contract = Readonly<Record<string, unknown>>;

/** The endpoints of a contract, each with the name that the contract gives it. */
export function endpointsOf(contract: Contract): (readonly [Endpoint, string])[] {
  return Object.entries(contract).flatMap(([name, value]) => (isEndpoint(value) ? [[value, name] as const] : []));
}
