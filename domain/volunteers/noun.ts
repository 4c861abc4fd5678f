import type { Manifest } from '../manifest.ts';
import { volunteersActions } from './audit-actions.ts';
import { volunteersNotices } from './notices.ts';
import { volunteersPermissions } from './permissions.ts';
import { volunteersProblems } from './problems.ts';

export const volunteers = {
  permissions: volunteersPermissions,
  audit_actions: volunteersActions,
  problems: volunteersProblems,
  notices: volunteersNotices,
} as const satisfies Manifest;
