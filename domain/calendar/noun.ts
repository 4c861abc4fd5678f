import type { Manifest } from '../manifest.ts';
import { calendarActions } from './audit-actions.ts';

export const calendar = {
  audit_actions: calendarActions,
} as const satisfies Manifest;
