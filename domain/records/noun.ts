import type { Manifest } from '../manifest.ts';
import { recordsActions } from './audit-actions.ts';
import { recordsNotices } from './notices.ts';
import { recordsPermissions } from './permissions.ts';
import { recordsProblems } from './problems.ts';

export const records = {
  permissions: recordsPermissions,
  audit_actions: recordsActions,
  problems: recordsProblems,
  notices: recordsNotices,
} as const satisfies Manifest;
