import type { Answer } from '../../../api/client.ts';

export type Shown = Answer<'get', '/api/volunteers/{volunteer_id}'>;
