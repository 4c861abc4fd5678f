import type { Manifest } from '../manifest.ts';
import { organizationsPermissions } from './permissions.ts';

export const organizations = {
  permissions: organizationsPermissions,
} as const satisfies Manifest;
