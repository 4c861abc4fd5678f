import type { Id } from '../../domain/id.ts';
import { lockingBook, type RuleBook } from '../../domain/organizations/rule-book.ts';
import { bodyFaults, type RuleBodies, type RuleKind } from '../../domain/organizations/rule-book-kinds.ts';
import { problem } from '../../domain/problem.ts';
import { addDays, type BusinessDate } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { loadOrganization } from './load-organization.ts';
import { booksUpwards } from './rule-book-in-force.ts';

export type NewRuleBook<Kind extends RuleKind = RuleKind> = {
  readonly organization_id: Id;
  readonly kind: Kind;
  readonly title: string;
  readonly citing_document: string;
  readonly body: RuleBodies[Kind];
  readonly valid_from: BusinessDate;
  readonly valid_until?: BusinessDate | null;
  readonly is_locked?: boolean;
};

/** A first book or a new version of it: the version before ends the day before. What it decided stays as it was. */
export async function issueRuleBook<Kind extends RuleKind>(writer: Writer, input: NewRuleBook<Kind>): Promise<{ id: Id; version: number }> {
  const organization = await loadOrganization(writer, input.organization_id);
  writer.caller.require('organizations.rules', { path: organization.path }, 'organizations.read');
  const faults = bodyFaults(input.kind, input.body);
  if (faults.length > 0) throw problem('organizations.book_faulty', { fields: faults.join('、') }, 'body');
  const books = await booksUpwards(writer, input.kind, organization.path);
  const lock = lockingBook(books as RuleBook[], input.kind, organization.path, input.valid_from);
  if (lock) throw problem('organizations.book_locked', { issuer: lock.issuer_name });
  const own = books.filter((book) => book.issuer_id === organization.id);
  const open = own.find((book) => book.valid_until === null || book.valid_until >= input.valid_from);
  if (open && open.valid_from >= input.valid_from) throw problem('organizations.book_overlap', { day: open.valid_from }, 'valid_from');
  if (open) await writer.run(sql`update rule_books set valid_until = ${addDays(input.valid_from, -1)} where id = ${open.id}`);
  const id = writer.newId();
  const version = Math.max(0, ...own.map((book) => book.version)) + 1;
  await writer.run(sql`
    insert into rule_books (id, kind, organization_id, version, title, citing_document, body, is_locked, valid_from, valid_until, issued_by, issued_at)
    values (${id}, ${input.kind}, ${organization.id}, ${version}, ${input.title}, ${input.citing_document}, ${JSON.stringify(input.body)},
      ${input.is_locked ?? false}, ${input.valid_from}, ${input.valid_until ?? null}, ${writer.actor?.person_id ?? null}, ${writer.now})`);
  await writer.audit({
    action: 'organizations.issue_rule_book', subject_type: 'rule_book', subject_id: id, organization_path: organization.path, permission: 'organizations.rules',
    after: { kind: input.kind, version, citing_document: input.citing_document, valid_from: input.valid_from, is_locked: input.is_locked ?? false },
  });
  return { id, version };
}
