import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { done, id, shortText } from '../shapes.ts';

const list = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z-]+$/);

export const listSavedViews = endpoint({
  method: 'GET',
  path: '/api/me/saved-views',
  tag: 'accounts',
  owner_only: true,
  summary: 'The views that the caller keeps of a list, by name',
  access: 'signed_in',
  query: z.strictObject({ list }),
  output: z.object({ rows: z.array(z.object({ id, name: z.string(), query: z.string() })) }),
  problems: [],
});

export const saveView = endpoint({
  method: 'POST',
  path: '/api/me/saved-views',
  tag: 'accounts',
  owner_only: true,
  summary: 'Keep filters and order of a list under a name; the same name again changes what it keeps',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({ list, name: shortText.max(20), query: z.string().max(1000) }),
  output: z.object({ id }),
  problems: ['accounts.too_many_views', 'core.request_key_reused'],
});

export const dropView = endpoint({
  method: 'DELETE',
  path: '/api/me/saved-views/{view_id}',
  tag: 'accounts',
  owner_only: true,
  summary: 'Give up a view',
  access: 'signed_in',
  personal: true,
  params: z.object({ view_id: id }),
  output: done,
  problems: ['core.not_found', 'core.request_key_reused'],
});
