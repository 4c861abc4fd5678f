import type { PermissionTable } from '../manifest.ts';

export const ledgerPermissions = {
  'ledger.verify': {
    zh: '核验账本',
    en: 'verify the ledger',
    shows_people: false,
    approves: false,
    ready_roles: ['auditor'],
  },
} as const satisfies PermissionTable;
