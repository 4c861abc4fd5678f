import type { Id } from '../../../domain/id.ts';
import {
  approvalNeed,
  loosenedBy,
  refusalOfDays,
  type ApprovalNeed,
} from '../../../domain/organizations/rule-book-approval.ts';
import type { RuleBook } from '../../../domain/organizations/rule-book.ts';
import { bodyFaults, type RuleKind } from '../../../domain/organizations/rule-book-kinds.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';
import { bookOf, assertIssuable, replacedBy, type RuleBookText } from './issue-rule-book.ts';
import { standingOrganization, type OrganizationRow } from '../tree/load-organization.ts';
import { booksUpwards } from './rule-book-in-force.ts';

export type NewRuleBook<Kind extends RuleKind = RuleKind> = Omit<RuleBookText<Kind>, 'valid_until' | 'is_locked'> & {
  readonly organization_id: Id;
  readonly valid_until?: RuleBookText['valid_until'] | undefined;
  readonly is_locked?: boolean;
  readonly reason?: string;
};
/** A book as it would stand, what stands beside it, and who must agree: shown before proposing, and the ground of the write. */
export async function weighRuleBook(
  reader: Reader,
  organization: OrganizationRow,
  input: NewRuleBook,
  now: Date,
  id: Id,
) {
  const faults = bodyFaults(input.kind, input.body);
  if (faults.length > 0) throw problem('organizations.book_faulty', { fields: faults.join('、') }, 'body');
  const text = { ...input, valid_until: input.valid_until ?? null, is_locked: input.is_locked ?? false };
  const today = businessDate(now);
  const days = refusalOfDays(text, today);
  if (days !== null) throw problem(days.code, {}, days.field);
  const books: RuleBook[] = await booksUpwards(reader, input.kind, organization.path);
  const next = { ...bookOf(id, text, organization, books), title: input.title };
  assertIssuable(books, next);
  const loosened = loosenedBy(books, next);
  const is_backdated = next.valid_from < today;
  const need = approvalNeed({ kind: next.kind, loosened, is_backdated, is_top: organization.parent_id === null });
  return { books, next, loosened, is_backdated, need, replaced: replacedBy(books, next) };
}

/** Where an approver must hold the permission. */
export function decidingPath(path: string, need: ApprovalNeed): string {
  return need === 'superior' ? (pathsUpwards(path).at(-2) ?? path) : path;
}

/** Books of one place come one after the other. */
export async function loadLocked(writer: Writer, organizationId: Id): Promise<OrganizationRow> {
  await writer.all(sql`select id from organizations where id = ${organizationId} for no key update`);
  return standingOrganization(writer, organizationId);
}
