import type { Answer } from '../../../api/client.ts';

export type Kind = Answer<'get', '/api/rule-books'>['kinds'][number];
