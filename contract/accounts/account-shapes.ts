import { z } from 'zod';
import { id } from '../shapes.ts';

export const phone = z.string().trim().min(5).max(30);
export const digits = z
  .string()
  .trim()
  .max(6)
  .regex(/^\d{6}$/);
export const signedIn = z.object({
  person_id: id,
  is_new: z.boolean(),
  must_show_owner: z
    .boolean()
    .meta({ description: 'A code alone on a device that is not known: show something that the owner knows' }),
  second_factor: z
    .enum(['none', 'done', 'needed', 'enrol'])
    .meta({ description: 'needed: give the digits; enrol: staff without an authenticator' }),
});

export const linkToken = z
  .string()
  .length(43)
  .regex(/^[\w-]{43}$/);
