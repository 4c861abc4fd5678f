/** Every action that leaves an audit event, in words: an action without words does not compile. */
import type { Words } from './manifest.ts';
import { auditTable, type AuditAction } from './manifests.ts';

export type { AuditAction };

/** An action in words, of all or of one noun; one of an older version that is gone shows its code. */
export function auditActionWords(action: string, table: Readonly<Record<string, Words>> = auditTable): Words {
  return table[action] ?? { zh: action, en: action };
}
