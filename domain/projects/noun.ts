import type { Manifest } from '../manifest.ts';
import { projectsActions } from './audit-actions.ts';
import { projectsPermissions } from './permissions.ts';
import { projectsProblems } from './problems.ts';

export const projects = {
  permissions: projectsPermissions,
  audit_actions: projectsActions,
  problems: projectsProblems,
} as const satisfies Manifest;
