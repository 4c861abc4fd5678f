import type { Manifest } from '../manifest.ts';
import { volunteersActions } from './audit-actions.ts';
import { volunteersPermissions } from './permissions.ts';

export const volunteers = {
  permissions: volunteersPermissions,
  audit_actions: volunteersActions,
} as const satisfies Manifest;
