import { z } from 'zod';
import { isBusinessDate } from '../domain/time.ts';

/** Shapes that every noun uses. Field names are the same on the wire and in the database. */
export const id = z.uuid();
export const businessDate = z.string().refine(isBusinessDate).meta({ format: 'date', description: 'Day in Asia/Shanghai' });
export const instant = z.iso.datetime({ offset: true });
export const shortText = z.string().trim().min(1).max(80);
export const longText = z.string().trim().max(4000);
export const reason = z.string().trim().min(2).max(500);
export const minutes = z.number().int().min(0);
export const paging = { cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).default(20) };

/** What is searched of people. It comes in the header Person-Words, percent-encoded: addresses stay in histories and in the logs of proxies. */
export const personWords = { person_words: z.string().trim().max(60).optional() };

/** What the caller may do with the thing shown. */
export function can<const K extends string>(...actions: readonly K[]): z.ZodObject<Record<K, z.ZodBoolean>> {
  return z.object(Object.fromEntries(actions.map((action) => [action, z.boolean()])) as Record<K, z.ZodBoolean>);
}

export function pageOf<T extends z.ZodType>(row: T): z.ZodObject<{ rows: z.ZodArray<T>; next_cursor: z.ZodNullable<z.ZodString> }> {
  return z.object({ rows: z.array(row), next_cursor: z.string().nullable() });
}

export const done = z.object({ done: z.literal(true) });

export const problemAnswer = z.object({
  code: z.string(),
  message: z.string(),
  field: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  request_id: z.string(),
});
