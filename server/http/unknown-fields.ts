/**
 * What an endpoint does not take is refused, wherever it stands: a field that is dropped in silence answers another question than
 * the one that was asked. Found by the JSON schema of the shape, so that no shape has to remember to be strict.
 */
import { z } from 'zod';

type Json = { readonly [key: string]: unknown };

export type FindUnknown = (value: unknown) => readonly string[];

/** Names of the fields that the shape does not know, with their way: `lines.0.colour`. Without a shape every field is unknown. */
export function unknownFieldsOf(shape: z.ZodType | undefined): FindUnknown {
  const schema: Json =
    shape === undefined
      ? { type: 'object', properties: {} }
      : (z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Json);
  return (value) => unknownIn(schema, value, '') ?? [];
}

/** Null where the value is of another type than the schema: another choice may fit, or the shape itself refuses it. */
function unknownIn(schema: Json, value: unknown, at: string): readonly string[] | null {
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  if (choices !== undefined)
    return fewest(
      choices.flatMap((choice) => {
        const found = unknownIn(choice, value, at);
        return found === null ? [] : [found];
      }),
    );
  const parts = schema['allOf'] as Json[] | undefined;
  if (parts !== undefined) return unknownToAll(parts.map((part) => unknownIn(part, value, at) ?? []));
  if (Array.isArray(value))
    return schema['type'] === undefined || schema['type'] === 'array' ? inItems(schema, value, at) : null;
  if (typeof value !== 'object' || value === null)
    return schema['type'] === 'object' || schema['type'] === 'array' ? null : [];
  return schema['type'] === undefined || schema['type'] === 'object' ? inFields(schema, value as Json, at) : null;
}

function inItems(schema: Json, value: readonly unknown[], at: string): readonly string[] {
  const items = schema['items'];
  return isSchema(items) ? value.flatMap((item, place) => unknownIn(items, item, `${at}${place}.`) ?? []) : [];
}

function inFields(schema: Json, value: Json, at: string): readonly string[] {
  const fields = schema['properties'] as Readonly<Record<string, Json>> | undefined;
  const others = schema['additionalProperties'];
  if (fields === undefined && others === undefined) return []; // any object
  return Object.entries(value).flatMap(([name, item]) => {
    const field = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field !== undefined) return unknownIn(field, item, `${at}${name}.`) ?? [];
    return isSchema(others) ? (unknownIn(others, item, `${at}${name}.`) ?? []) : [`${at}${name}`];
  });
}

const isSchema = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function fewest(found: readonly (readonly string[])[]): readonly string[] | null {
  return found.reduce<readonly string[] | null>(
    (least, each) => (least === null || each.length < least.length ? each : least),
    null,
  );
}

function unknownToAll(found: readonly (readonly string[])[]): readonly string[] {
  return (found[0] ?? []).filter((name) => found.every((each) => each.includes(name)));
}
