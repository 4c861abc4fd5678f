import type { Manifest } from '../manifest.ts';
import { recordsActions } from './audit-actions.ts';
import { recordsPermissions } from './permissions.ts';
import { recordsProblems } from './problems.ts';

export const records = {
  permissions: recordsPermissions,
  audit_actions: recordsActions,
  problems: recordsProblems,
} as const satisfies Manifest;
