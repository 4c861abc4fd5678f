import type { Manifest } from '../manifest.ts';
import { ledgerPermissions } from './permissions.ts';
import { ledgerProblems } from './problems.ts';

export const ledger = {
  permissions: ledgerPermissions,
  problems: ledgerProblems,
} as const satisfies Manifest;
