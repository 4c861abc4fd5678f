/** A name or a sentence in both languages. */
export type Words = { readonly zh: string; readonly en: string };

/** Who holds it may do what the sentence says where the subject belongs to the granted place. */
export type PermissionEntry = Words & {
  /** Opens personal data of others: whoever holds it stands under "who can see my data". */
  readonly shows_people: boolean;
  /** Decides beside a first person: a grant of it counts only after a second administrator's yes. */
  readonly approves: boolean;
};
export type PermissionTable = Readonly<Record<string, PermissionEntry>>;

/** What a noun or a core says in words, in its `noun.ts`: plain tables of its own files. */
export type Manifest = {
  readonly permissions?: PermissionTable;
};
