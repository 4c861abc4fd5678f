import type { Rows } from './row.ts';
import { accountsRows } from './rows/accounts.ts';
import { organizationsRows } from './rows/organizations.ts';
import { recordsRows } from './rows/records.ts';
import { volunteersRows } from './rows/volunteers.ts';

/** Every noun's rows, one line each. */
export const matrix: Rows = {
  'GET /api/me': { door: 'open' },
  'GET /api/seals': { door: 'open' },
  ...organizationsRows,
  ...accountsRows,
  ...volunteersRows,
  ...recordsRows,
};
