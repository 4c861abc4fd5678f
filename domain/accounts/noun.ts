import type { Manifest } from '../manifest.ts';
import { accountsActions } from './audit-actions.ts';
import { accountsPermissions } from './permissions.ts';

export const accounts = {
  permissions: accountsPermissions,
  audit_actions: accountsActions,
} as const satisfies Manifest;
