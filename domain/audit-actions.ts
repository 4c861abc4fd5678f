/** Every action that leaves an audit event, in words: an action without words does not compile. */
import type { Label } from './manifest.ts';
import { auditTable, type AuditAction } from './manifests.ts';

export type { AuditAction };

/** An action in words; one of an older version that is gone shows its code. */
export const auditActionWords = (action: string): Label => actionWordsIn(auditTable, action);

/** The same where only the actions of one noun come: a page of the phone need not carry those of all. */
export function actionWordsIn(table: Readonly<Record<string, Label>>, action: string): Label {
  return table[action] ?? { zh: action, en: action };
}
