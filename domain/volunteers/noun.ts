import type { Manifest } from '../manifest.ts';
import { volunteersPermissions } from './permissions.ts';

export const volunteers = {
  permissions: volunteersPermissions,
} as const satisfies Manifest;
