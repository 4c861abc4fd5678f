import type { Rows } from '../row.ts';

export const ledgerRows: Rows = {
  'GET /api/seals': { access: 'open' },
  'GET /api/seal-roots': { access: 'open' },
};
