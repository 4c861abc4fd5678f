import type { Rows } from '../row.ts';

export const inboxRows: Rows = { 'GET /api/my/inbox': { access: 'signed_in' } };
