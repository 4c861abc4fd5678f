import type { Manifest } from '../manifest.ts';
import { organizationsActions } from './audit-actions.ts';
import { organizationsPermissions } from './permissions.ts';

export const organizations = {
  permissions: organizationsPermissions,
  audit_actions: organizationsActions,
} as const satisfies Manifest;
