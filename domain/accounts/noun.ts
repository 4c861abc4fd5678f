import type { Manifest } from '../manifest.ts';
import { accountsPermissions } from './permissions.ts';

export const accounts = {
  permissions: accountsPermissions,
} as const satisfies Manifest;
