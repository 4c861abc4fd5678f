import type { Id } from '../../../domain/id.ts';
import { lockingBook, type RuleBook } from '../../../domain/organizations/rule-book.ts';
import { ruleKindNames, ruleKinds, type RuleKind } from '../../../domain/organizations/rule-book-kinds.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { namesOf, withNames } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization } from '../tree/load-organization.ts';
import { ruleBookInForce } from './rule-book-in-force.ts';

type BookRow = {
  id: Id;
  kind: RuleKind;
  version: number;
  title: string;
  citing_document: string;
  organization_id: Id;
  organization_name: string;
  organization_path: string;
  valid_from: string;
  valid_until: string | null;
  is_locked: boolean;
  issued_by_name: string | null;
  issued_at: Date;
  proposal_id: Id | null;
  approved_by_names: string[];
  body: Record<string, unknown>;
};

const columns = sql`
  b.id, b.kind, b.version, b.title, b.citing_document, b.organization_id, o.name_zh as organization_name, o.path as organization_path,
  b.valid_from, b.valid_until, b.is_locked, b.issued_by, b.issued_at, w.id as proposal_id, b.body,
  array(select a.person_id from rule_book_approvals a where a.proposal_id = w.id order by a.approved_at) as approved_by
  from rule_books b join organizations o on o.id = b.organization_id left join rule_book_proposals w on w.rule_book_id = b.id`;

type Found = Omit<BookRow, 'issued_by_name' | 'approved_by_names'> & { issued_by: Id | null; approved_by: Id[] };

async function named(reader: Reader, rows: readonly Found[]): Promise<BookRow[]> {
  const approvers = await namesOf(
    reader,
    rows.flatMap((row) => row.approved_by),
  );
  return (await withNames(reader, rows, ['issued_by'])).map(({ approved_by, ...row }) => ({
    ...row,
    approved_by_names: approved_by.map(approvers.of),
  }));
}

function shown({ organization_path: _, body: __, ...row }: BookRow, day: BusinessDate) {
  return { ...row, in_force: row.valid_from <= day && (row.valid_until === null || day <= row.valid_until) };
}

/** Rules are public to whoever signs in: a volunteer may read why. */
export async function ruleBooksAt(
  reader: Reader,
  actor: Actor,
  organizationId: Id,
  on: BusinessDate | undefined,
  now: Date,
) {
  const organization = await loadOrganization(reader, organizationId);
  const day = on ?? businessDate(now);
  const rows = await named(
    reader,
    await reader.all<Found>(sql`
      select ${columns} where o.path = any(${pathsUpwards(organization.path)}::text[]) order by length(o.path) desc, b.version desc`),
  );
  const books = rows.map((row): RuleBook => ({
    ...row,
    issuer_id: row.organization_id,
    issuer_name: row.organization_name,
    issuer_path: row.organization_path,
    citing: row.citing_document,
    locked: row.is_locked,
    body: row.body as never,
  }));
  const mayIssue = organization.dissolved_on === null && actor.may('organizations.rules', { path: organization.path });
  return {
    kinds: await Promise.all(
      ruleKindNames.map(async (kind) => {
        const { body, issuer_id: _, ...decides } = await ruleBookInForce(reader, kind, organization.path, day);
        const lock = lockingBook(books, kind, organization.path, day);
        return {
          kind,
          zh: ruleKinds[kind].zh,
          en: ruleKinds[kind].en,
          decides: { ...decides, body: { ...body } },
          locked_by: lock?.issuer_name ?? null,
          versions: rows.filter((row) => row.kind === kind).map((row) => shown(row, day)),
          can: { issue: mayIssue && lock === null },
        };
      }),
    ),
  };
}

export async function readRuleBook(reader: Reader, id: Id, now: Date) {
  const [row] = await named(reader, await reader.all<Found>(sql`select ${columns} where b.id = ${id}`));
  if (!row) throw problem('core.not_found');
  return { ...shown(row, businessDate(now)), body: row.body };
}
