import type { Manifest } from '../manifest.ts';
import { organizationsActions } from './audit-actions.ts';
import { organizationsNotices } from './notices.ts';
import { organizationsPermissions } from './permissions.ts';
import { organizationsProblems } from './problems.ts';

export const organizations = {
  permissions: organizationsPermissions,
  audit_actions: organizationsActions,
  problems: organizationsProblems,
  notices: organizationsNotices,
} as const satisfies Manifest;
