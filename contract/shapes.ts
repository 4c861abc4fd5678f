import { z } from 'zod';
import { daysIn, firstBusinessDate, isBusinessDate, isBusinessInstant, lastBusinessDate } from '../domain/time.ts';

/** Shapes that every noun uses. Field names are the same on the wire and in the database. */
export const id = z.uuid();
const realDay = {
  zh: `请填 ${firstBusinessDate} 到 ${lastBusinessDate} 之间的日期，如 2026-11-28`,
  en: `A day from ${firstBusinessDate} to ${lastBusinessDate}, please, such as 2026-11-28`,
};
export const businessDate = z
  .string()
  .refine(isBusinessDate, { params: realDay })
  .meta({ format: 'date', description: `Day in Asia/Shanghai, from ${firstBusinessDate} to ${lastBusinessDate}` });
export const instant = z.iso.datetime({ offset: true }).refine(isBusinessInstant, { params: realDay });
/** A month such as 2026-11, in the same years as days. */
export const month = z
  .string()
  .max(7)
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/);
export const year = z.coerce.number().int().min(2000).max(2199);
export const clock = z
  .string()
  .max(5)
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Yes or no in an address. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Longest periods: of lists and sums, which the database counts, and of what the server goes through day by day. */
export const longestYears = { summed: 100, by_day: 5 } as const;
/** A period ends after it begins and is no longer than this; to be laid on every shape that has `from` and `until`. */
export function inPeriod(years: number) {
  return (
    value: { readonly from?: string | undefined; readonly until?: string | undefined },
    context: z.core.$RefinementCtx,
  ): void => {
    const days = value.from === undefined || value.until === undefined ? 1 : daysIn(value.from, value.until);
    const refuse = (zh: string, en: string): void =>
      context.addIssue({ code: 'custom', path: ['until'], params: { zh, en } });
    if (days < 1) refuse('结束日期不能早于开始日期，请改一个', 'The end lies before the beginning; change one of them');
    if (days > years * 366) refuse(`时段最长 ${years} 年，请分几段查`, `At most ${years} years at once; ask in parts`);
  };
}
export const shortText = z.string().trim().min(1).max(80);
/** A phone as people write it; what is one, its noun says. */
export const phoneText = z.string().trim().max(40);
export const longText = z.string().trim().max(4000);
export const reason = z.string().trim().min(2).max(500);
export const minutes = z.number().int().min(0);
export const paging = {
  /** It holds the value that the last row is ordered by: a place of 120 characters, in JSON and base64. */
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
};

/** What is searched of people. It comes in the header Person-Words, percent-encoded: addresses stay in histories and in the logs of proxies. */
export const personWords = { person_words: z.string().trim().max(60).optional() };

/** What the caller may do with the thing shown. */
export function can<const K extends string>(...actions: readonly K[]): z.ZodObject<Record<K, z.ZodBoolean>> {
  return z.object(Object.fromEntries(actions.map((action) => [action, z.boolean()])) as Record<K, z.ZodBoolean>);
}

export function pageOf<T extends z.ZodType>(
  row: T,
): z.ZodObject<{ rows: z.ZodArray<T>; next_cursor: z.ZodNullable<z.ZodString> }> {
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
