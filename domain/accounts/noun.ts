import type { Manifest } from '../manifest.ts';
import { accountsActions } from './audit-actions.ts';
import { accountsNotices } from './notices.ts';
import { accountsPermissions } from './permissions.ts';
import { accountsProblems } from './problems.ts';

export const accounts = {
  permissions: accountsPermissions,
  audit_actions: accountsActions,
  problems: accountsProblems,
  notices: accountsNotices,
} as const satisfies Manifest;
