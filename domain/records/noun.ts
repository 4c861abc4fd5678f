import type { Manifest } from '../manifest.ts';
import { recordsActions } from './audit-actions.ts';
import { recordsPermissions } from './permissions.ts';

export const records = {
  permissions: recordsPermissions,
  audit_actions: recordsActions,
} as const satisfies Manifest;
