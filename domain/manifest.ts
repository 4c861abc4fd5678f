import type { ProblemTable } from './problem-words.ts';
import type { NoticeTable } from './notice.ts';
import type { GivenRole } from './ready-role.ts';

/** A name or a sentence in both languages. */
export type Label = { readonly zh: string; readonly en: string };

/** Who holds it may do what the sentence says where the subject belongs to the granted place. */
export type PermissionEntry = Label & {
  /** Opens personal data of others: whoever holds it stands under "who can see my data". */
  readonly shows_people: boolean;
  /** Decides beside a first person: a grant of it counts only after a second administrator's yes. */
  readonly approves: boolean;
  /** The ready-made roles that have it, beside the administrator; a new one reaches them on installations that stand. `[]`: the administrator alone. */
  readonly ready_roles: readonly GivenRole[];
};
export type PermissionTable = Readonly<Record<string, PermissionEntry>>;

/** How the yearly audit of personal data counts an action; the name of the act is its key. */
export type CountedAct = Label & {
  readonly kind: 'opened' | 'exported' | 'changed';
  readonly of_minors?: boolean;
  /** Concerns the installation, not a place. */
  readonly everywhere?: true;
};
/** What a write or an export leaves in the audit trail. */
export type AuditEntry = Label & { readonly personal_data?: Readonly<Record<string, CountedAct>> };
export type AuditTable = Readonly<Record<string, AuditEntry>>;

/** What a noun or a core says in words, in its `noun.ts`: plain tables of its own files. */
export type Manifest = {
  readonly permissions?: PermissionTable;
  readonly audit_actions?: AuditTable;
  readonly problems?: ProblemTable;
  readonly notices?: NoticeTable;
};
