import type { Answer } from '../../../api/client.ts';

export type Shown = Answer<'get', '/api/volunteers/{volunteer_id}'>;
export const refresh = ['/api/volunteers/{volunteer_id}', '/api/volunteers'] as const;
