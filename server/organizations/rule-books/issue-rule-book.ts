import type { Id } from '../../../domain/id.ts';
import { endedBy, hiddenBy, type ApprovalNeed } from '../../../domain/organizations/rule-book-approval.ts';
import { lockingBook, type RuleBook } from '../../../domain/organizations/rule-book.ts';
import {
  bodyFaults,
  ruleKinds,
  type RuleBodies,
  type RuleKind,
} from '../../../domain/organizations/rule-book-kinds.ts';
import { problem } from '../../../domain/problem.ts';
import { addDays, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { pathsUpwards } from '../../db/tree.ts';
import { holdersNear } from '../../holders.ts';
import type { OrganizationRow } from '../tree/load-organization.ts';
import { ruleInForce, type RuleInForce } from './rule-book-in-force.ts';

export type RuleBookText<Kind extends RuleKind = RuleKind> = {
  readonly kind: Kind;
  readonly title: string;
  readonly citing_document: string;
  readonly body: RuleBodies[Kind];
  readonly valid_from: BusinessDate;
  readonly valid_until: BusinessDate | null;
  readonly is_locked: boolean;
};
/** What decided at the place before a book: kept with its proposal, as later nothing tells it any more. */
export type Replaced = RuleInForce<RuleKind>;

/** The book as it would stand beside the others. */
export function bookOf<Kind extends RuleKind>(
  id: Id,
  text: RuleBookText<Kind>,
  organization: OrganizationRow,
  books: readonly RuleBook<Kind>[],
): RuleBook<Kind> {
  const own = books.filter((book) => book.issuer_id === organization.id);
  return {
    id,
    kind: text.kind,
    version: Math.max(0, ...own.map((book) => book.version)) + 1,
    issuer_id: organization.id,
    issuer_name: organization.name,
    issuer_path: organization.path,
    citing: text.citing_document,
    valid_from: text.valid_from,
    valid_until: text.valid_until,
    locked: text.is_locked,
    body: text.body,
  };
}

/** Refused: what contradicts itself, what a superior has locked, what would hide another version of the own. */
export function assertIssuable(books: readonly RuleBook[], next: RuleBook): void {
  const faults = bodyFaults(next.kind, next.body);
  if (faults.length > 0) throw problem('organizations.book_faulty', { fields: faults.join('、') }, 'body');
  const lock = lockingBook(books, next.kind, next.issuer_path, next.valid_from);
  if (lock !== null) throw problem('organizations.book_locked', { issuer: lock.issuer_name });
  const hidden = hiddenBy(books, next);
  if (hidden !== undefined) throw problem('organizations.book_hidden', { day: hidden.valid_from }, 'valid_from');
}

export function replacedBy(books: readonly RuleBook[], next: RuleBook): Replaced {
  return ruleInForce(books, next.kind, next.issuer_path, next.valid_from);
}

type Issued = {
  readonly proposal_id: Id;
  readonly need: ApprovalNeed;
  readonly loosened: readonly string[];
  readonly reason: string;
  readonly proposed_by: Id | null;
  readonly approved_by: readonly Id[];
};

/** The book stands: the version before ends the day before, what it decided stays, and the level above is told. */
export async function issueRuleBook(
  writer: Writer,
  organization: OrganizationRow,
  books: readonly RuleBook[],
  next: RuleBook & { readonly title: string },
  by: Issued,
): Promise<{ id: Id; version: number }> {
  const ended = endedBy(books, next);
  if (ended !== undefined)
    await writer.run(sql`update rule_books set valid_until = ${addDays(next.valid_from, -1)} where id = ${ended.id}`);
  await writer.run(sql`
    insert into rule_books (id, kind, organization_id, version, title, citing_document, body, is_locked, valid_from, valid_until, issued_by, issued_at)
    values (${next.id}, ${next.kind}, ${organization.id}, ${next.version}, ${next.title}, ${next.citing}, ${JSON.stringify(next.body)},
      ${next.locked}, ${next.valid_from}, ${next.valid_until}, ${by.proposed_by}, ${writer.now})`);
  const replaced = replacedBy(books, next);
  await writer.run(sql`
    update rule_book_proposals set state = 'issued', rule_book_id = ${next.id}, valid_from = ${next.valid_from}, replaced = ${json(replaced)}, loosened = ${by.loosened}, need = ${by.need},
      decided_by = ${writer.actor?.person_id ?? null}, decided_at = ${writer.now}, decided_reason = ${by.reason} where id = ${by.proposal_id}`);
  await writer.audit({
    action: 'organizations.issue_rule_book',
    subject_type: 'rule_book',
    subject_id: next.id,
    organization_path: organization.path,
    permission: 'organizations.rules',
    before: { ...replaced, ended_version: ended?.version ?? null, ended_valid_until: ended?.valid_until ?? null },
    after: {
      proposal_id: by.proposal_id,
      kind: next.kind,
      version: next.version,
      title: next.title,
      citing_document: next.citing,
      valid_from: next.valid_from,
      valid_until: next.valid_until,
      is_locked: next.locked,
      body: next.body,
      need: by.need,
      loosened: by.loosened,
      proposed_by: by.proposed_by,
      approved_by: by.approved_by,
    },
    reason: by.reason === '' ? null : by.reason,
  });
  const told = new Set([
    ...(await tellersAbove(writer, organization.path)),
    ...(by.proposed_by === null ? [] : [by.proposed_by]),
  ]);
  await writer.notify(
    [...told].filter((person) => person !== writer.actor?.person_id),
    'organizations.rules_issued',
    { ...named(organization, next.kind), version: next.version, day: next.valid_from },
    by.proposal_id,
  );
  return { id: next.id as Id, version: next.version };
}

export const named = (organization: OrganizationRow, kind: RuleKind) => ({
  organization: organization.name,
  kind: ruleKinds[kind].zh,
  kind_en: ruleKinds[kind].en,
});

/** Staff of the level above; at the top, the others of the top. */
async function tellersAbove(writer: Writer, path: string): Promise<Id[]> {
  return holdersNear(writer, 'organizations.rules', pathsUpwards(path).at(-2) ?? path, 'at');
}
