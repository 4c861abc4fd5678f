import type { Manifest } from '../manifest.ts';
import { recordsPermissions } from './permissions.ts';

export const records = {
  permissions: recordsPermissions,
} as const satisfies Manifest;
