import type { Rows } from '../row.ts';

export const platformRows: Rows = { 'GET /api/me': { access: 'open' } };
