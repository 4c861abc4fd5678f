import type { Manifest } from '../manifest.ts';
import { volunteersActions } from './audit-actions.ts';
import { volunteersPermissions } from './permissions.ts';
import { volunteersProblems } from './problems.ts';

export const volunteers = {
  permissions: volunteersPermissions,
  audit_actions: volunteersActions,
  problems: volunteersProblems,
} as const satisfies Manifest;
