import type { Answer } from '../../../api/client.ts';

export type Activity = Answer<'get', '/api/activities/{activity_id}'>;
export type Shift = Activity['shifts'][number];
