import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, instant } from '../shapes.ts';

/** What is shown, and why: the numbers that decided and the book they were held against. Null where no organisation upwards issued a book. */
const standing = z.object({
  stars: z.number().int(),
  counted_minutes: z.number().int(),
  credit_minutes: z.number().int(),
  honorary_minutes: z.number().int(),
  honorary_counts: z.boolean(),
  next: z
    .object({
      stars: z.number().int(),
      minutes: z.number().int(),
      missing_minutes: z.number().int(),
      from_minutes: z.number().int(),
      conditions: z.array(z.string()),
      reached_by: z.enum(['table', 'application', 'selection']),
    })
    .nullable(),
  book: z.object({ id, version: z.number().int(), issuer_name: z.string(), citing: z.string() }),
});
const output = z.object({ as_of: instant, standing: standing.nullable() });

export const readMyStars = endpoint({
  method: 'GET',
  path: '/api/my/stars',
  tag: 'records',
  summary: 'The stars that my minutes show under the rule book in force, and what the next one needs; display only',
  access: 'signed_in',
  output,
  problems: [],
});

export const readVolunteerStars = endpoint({
  method: 'GET',
  path: '/api/volunteers/{volunteer_id}/stars',
  tag: 'records',
  summary: 'The same of a volunteer, for staff who may read records there',
  access: 'records.read',
  params: z.object({ volunteer_id: id }),
  output,
  problems: ['core.not_found', 'core.forbidden'],
});
