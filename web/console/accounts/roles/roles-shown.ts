import type { Answer } from '../../../api/client.ts';

export type Role = Answer<'get', '/api/roles'>['rows'][number];
export type Grant = Answer<'get', '/api/grants'>['rows'][number];
