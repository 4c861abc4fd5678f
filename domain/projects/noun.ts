import type { Manifest } from '../manifest.ts';
import { projectsActions } from './audit-actions.ts';
import { projectsPermissions } from './permissions.ts';

export const projects = {
  permissions: projectsPermissions,
  audit_actions: projectsActions,
} as const satisfies Manifest;
