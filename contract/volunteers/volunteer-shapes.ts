import { z } from 'zod';
import { id } from '../shapes.ts';

export const params = z.object({ volunteer_id: id });
export const named = z.object({ id, name: z.string() });
export const seen = ['core.not_found', 'core.forbidden'] as const;
