import type { Manifest } from '../manifest.ts';
import { projectsActions } from './audit-actions.ts';
import { projectsNotices } from './notices.ts';
import { projectsPermissions } from './permissions.ts';
import { projectsProblems } from './problems.ts';

export const projects = {
  permissions: projectsPermissions,
  audit_actions: projectsActions,
  problems: projectsProblems,
  notices: projectsNotices,
} as const satisfies Manifest;
