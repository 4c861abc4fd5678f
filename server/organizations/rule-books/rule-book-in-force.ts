import { wholeBody, type RuleBodies, type RuleKind } from '../../../domain/organizations/rule-book-kinds.ts';
import { decide, type RuleBook, type RuleTrace } from '../../../domain/organizations/rule-book.ts';
import type { Id } from '../../../domain/id.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { atOrBelow, pathsUpwards } from '../../db/tree.ts';
import { organizationsOn } from '../tree/as-of.ts';

export type RuleInForce<Kind extends RuleKind> = {
  readonly book_id: Id | null;
  readonly version: number;
  readonly issuer_id: Id | null;
  readonly issuer_name: string;
  readonly citing_document: string;
  readonly body: RuleBodies[Kind];
};

/** All books of a kind at an organisation's line of superiors, whatever their dates. */
export async function booksUpwards<Kind extends RuleKind>(
  reader: Reader,
  kind: Kind,
  path: string,
): Promise<RuleBook<Kind>[]> {
  return reader.all<RuleBook<Kind>>(sql`
    select b.id, b.kind, b.version, b.organization_id as issuer_id, o.name_zh as issuer_name, o.path as issuer_path,
      b.citing_document as citing, b.valid_from, b.valid_until, b.is_locked as locked, b.body
    from rule_books b join organizations o on o.id = b.organization_id
    where b.kind = ${kind} and o.path = any(${pathsUpwards(path)}::text[])
    order by b.version`);
}

/**
 * The books of a kind above a place, or anywhere at and below it too, with the name and place their issuers had on a day:
 * for a question about the past, which is asked where things stood then.
 */
export async function booksStandingOn<Kind extends RuleKind>(
  reader: Reader,
  kind: Kind,
  path: string,
  day: BusinessDate,
  reach: 'upwards' | 'both',
): Promise<RuleBook<Kind>[]> {
  const below = reach === 'both' ? sql` or ${atOrBelow(sql`o.path`, path)}` : sql``;
  return reader.all<RuleBook<Kind>>(sql`
    select b.id, b.kind, b.version, b.organization_id as issuer_id, o.name_zh as issuer_name, o.path as issuer_path,
      b.citing_document as citing, b.valid_from, b.valid_until, b.is_locked as locked, b.body
    from rule_books b join ${organizationsOn(day)} o on o.id = b.organization_id
    where b.kind = ${kind} and (o.path = any(${pathsUpwards(path)}::text[])${below})
    order by b.version`);
}

/** The body that decides at an organisation on a day; the built-in default when no superior issued a book (book_id null). */
export async function ruleBookInForce<Kind extends RuleKind>(
  reader: Reader,
  kind: Kind,
  path: string,
  day: BusinessDate,
): Promise<RuleInForce<Kind>> {
  return ruleInForce(await booksUpwards(reader, kind, path), kind, path, day);
}

/** The same books as JSON, for a statement that loads them beside other attributes; `path` is a column of it. */
export function booksJson(kinds: readonly RuleKind[], path: Sql): Sql {
  return sql`coalesce((
    select json_agg(json_build_object('id', b.id, 'kind', b.kind, 'version', b.version, 'issuer_id', b.organization_id, 'issuer_name', o.name_zh, 'issuer_path', o.path,
      'citing', b.citing_document, 'valid_from', b.valid_from, 'valid_until', b.valid_until, 'locked', b.is_locked, 'body', b.body) order by b.version)
    from rule_books b join organizations o on o.id = b.organization_id
    where b.kind = any(${kinds}::text[]) and o.path = any(paths_upwards(${path}))), '[]')`;
}

/** Which of the loaded books decides. */
export function ruleInForce<Kind extends RuleKind>(
  loaded: readonly RuleBook[],
  kind: Kind,
  path: string,
  day: BusinessDate,
): RuleInForce<Kind> {
  const books = loaded.filter((book): book is RuleBook<Kind> => book.kind === kind);
  const { body, trace } = decide(books, kind, path, day);
  const issuer = books.find((book) => book.id === trace.book_id);
  return {
    book_id: trace.book_id,
    version: trace.version,
    issuer_id: issuer?.issuer_id ?? null,
    issuer_name: trace.issuer_name,
    citing_document: trace.citing,
    body: wholeBody(kind, body),
  };
}

/** What a decision stores beside its result. */
export function traceOf(
  kind: RuleKind,
  rule: Omit<RuleInForce<RuleKind>, 'body'>,
  inputs: RuleTrace['inputs'],
): RuleTrace {
  return {
    kind,
    book_id: rule.book_id,
    version: rule.version,
    issuer_name: rule.issuer_name,
    citing: rule.citing_document,
    inputs,
  };
}
