import type { Manifest } from '../manifest.ts';
import { platformActions } from './audit-actions.ts';

export const platform = {
  audit_actions: platformActions,
} as const satisfies Manifest;
