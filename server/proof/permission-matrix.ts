import type { Rows } from './row.ts';
import { accountsRows } from './rows/accounts.ts';
import { organizationsRows } from './rows/organizations.ts';
import { organizationRecordRows } from './rows/organization-profile.ts';
import { peopleRows } from './rows/people.ts';
import { projectsRows } from './rows/projects.ts';
import { recordsRows } from './rows/records.ts';
import { volunteersRows } from './rows/volunteers.ts';

/** Every noun's rows, one line each. */
export const matrix: Rows = {
  'GET /api/me': { access: 'open' },
  'GET /api/seals': { access: 'open' },
  'GET /api/seal-roots': { access: 'open' },
  ...organizationsRows,
  ...accountsRows,
  ...organizationRecordRows,
  ...volunteersRows,
  ...peopleRows,
  ...projectsRows,
  ...recordsRows,
};
