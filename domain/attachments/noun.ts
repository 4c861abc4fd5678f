import type { Manifest } from '../manifest.ts';
import { attachmentsActions } from './audit-actions.ts';
import { attachmentsProblems } from './problems.ts';

export const attachments = {
  audit_actions: attachmentsActions,
  problems: attachmentsProblems,
} as const satisfies Manifest;
