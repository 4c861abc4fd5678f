import type { Manifest } from '../manifest.ts';
import { ledgerPermissions } from './permissions.ts';

export const ledger = {
  permissions: ledgerPermissions,
} as const satisfies Manifest;
