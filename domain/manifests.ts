/** Brings the words of all nouns together, in the order of domain/nouns.ts. A noun or a core adds its line here. */
import { accounts } from './accounts/noun.ts';
import { attachments } from './attachments/noun.ts';
import { calendar } from './calendar/noun.ts';
import { files } from './files/noun.ts';
import { ledger } from './ledger/noun.ts';
import { platform } from './platform/noun.ts';
import { numbering } from './numbering/noun.ts';
import { organizations } from './organizations/noun.ts';
import { projects } from './projects/noun.ts';
import { records } from './records/noun.ts';
import { volunteers } from './volunteers/noun.ts';
import type { AuditEntry, Manifest, PermissionEntry } from './manifest.ts';
import type { UnionToBoth } from './notice.ts';
import { inOrder, type Part } from './nouns.ts';
import type { ProblemEntry } from './problem-words.ts';

export const manifests = {
  files,
  numbering,
  attachments,
  organizations,
  accounts,
  calendar,
  volunteers,
  ledger,
  projects,
  records,
  platform,
} as const satisfies Readonly<Partial<Record<Part, Manifest>>>;

type Known = (typeof manifests)[keyof typeof manifests];
type Codes<Table extends keyof Manifest> = Known extends infer One
  ? One extends Readonly<Record<Table, infer Entries>>
    ? keyof Entries & string
    : never
  : never;

type Entries<Table extends keyof Manifest> = Known extends infer One
  ? One extends Readonly<Record<Table, infer Found>>
    ? Found[keyof Found]
    : never
  : never;
type ActsOf<Entry> = Entry extends { readonly personal_data: infer Acts } ? keyof Acts & string : never;
/** One table of all nouns, entry by entry. */
type All<Table extends keyof Manifest> = UnionToBoth<
  Known extends infer One ? (One extends Readonly<Record<Table, infer Found>> ? Found : never) : never
>;

export type Permission = Codes<'permissions'>;
export type NoticeKind = Codes<'notices'>;
export type NoticeTableOfAll = All<'notices'>;
export type AuditAction = Codes<'audit_actions'>;
export type NounProblem = Codes<'problems'>;
/** What the yearly audit of personal data counts. */
export type PersonalDataAct = ActsOf<Entries<'audit_actions'>>;

// Calls without effects, said so that a page which needs one word does not carry all of them.
const inNounOrder = /* @__PURE__ */ inOrder<Manifest>(manifests);

/** One table of all; that no code stands twice is asked by a test. */
function gathered<Table extends keyof Manifest>(table: Table): NonNullable<Manifest[Table]> {
  return Object.assign({}, ...inNounOrder.map((manifest) => manifest[table] ?? {})) as NonNullable<Manifest[Table]>;
}

export const permissionTable = /* @__PURE__ */ gathered('permissions') as Readonly<Record<Permission, PermissionEntry>>;
export const auditTable = /* @__PURE__ */ gathered('audit_actions') as Readonly<Record<AuditAction, AuditEntry>>;
export const nounProblems = /* @__PURE__ */ gathered('problems') as Readonly<Record<NounProblem, ProblemEntry>>;
export const noticeTable = /* @__PURE__ */ gathered('notices') as NoticeTableOfAll;
