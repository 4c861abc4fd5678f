import { z } from 'zod';
import { id, longText } from '../shapes.ts';

export const documentKinds = ['system', 'paper', 'minutes', 'proof', 'founding', 'guidance'] as const;
export const organizationParams = z.object({ organization_id: id });
export const text = longText.min(1);
export const count = z.number().int().min(0).max(10_000_000);

export const ruled = [
  'core.not_found',
  'organizations.dissolved',
  'core.forbidden',
  'organizations.not_own_county',
  'organizations.superior_only',
  'organizations.watcher_level',
  'organizations.before_history',
  'organizations.in_future',
] as const;

export const named = z.object({ id, name_zh: z.string() });
