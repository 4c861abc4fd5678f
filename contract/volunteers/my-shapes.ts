import { z } from 'zod';
import { id } from '../shapes.ts';

export const mine = ['volunteers.not_registered'] as const;
export const named = z.object({ id, name: z.string() });
