import type { Answer } from '../../api/client.ts';

export type HomeAnswer = Answer<'get', '/api/me/home'>;
export type Next = NonNullable<HomeAnswer['next']>;
