import type { Manifest } from '../manifest.ts';
import { projectsPermissions } from './permissions.ts';

export const projects = {
  permissions: projectsPermissions,
} as const satisfies Manifest;
