import type { Id } from '../../../domain/id.ts';
import {
  looserBelow,
  refusalToDecide,
  type ApprovalNeed,
  type ProposedState,
} from '../../../domain/organizations/rule-book-approval.ts';
import type { RuleBook } from '../../../domain/organizations/rule-book.ts';
import { ruleKinds, wholeBody, type RuleBodies, type RuleKind } from '../../../domain/organizations/rule-book-kinds.ts';
import { problem } from '../../../domain/problem.ts';
import { namesOf, withNames } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { atOrBelow, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { notSecondTo } from '../../two-people.ts';
import type { Replaced } from './issue-rule-book.ts';
import { decidingPath } from './weigh-rule-book.ts';

type Person = { readonly name: string; readonly at: string; readonly reason: string };
type Row = {
  id: Id;
  organization_id: Id;
  organization_name: string;
  organization_path: string;
  kind: RuleKind;
  title: string;
  citing_document: string;
  reason: string;
  valid_from: string;
  valid_until: string | null;
  is_locked: boolean;
  is_backdated: boolean;
  need: ApprovalNeed;
  loosened: string[];
  state: ProposedState;
  proposed_by: Id | null;
  proposed_by_name: string | null;
  proposed_at: Date;
  approvals: Person[];
  approved_by: Id[];
  decided_by_name: string | null;
  decided_at: Date | null;
  decided_reason: string | null;
  body: RuleBodies[RuleKind];
  replaced: Replaced;
  rule_book_id: Id | null;
  version: number | null;
};

const columns = sql`
  w.id, w.organization_id, o.name_zh as organization_name, o.path as organization_path, w.kind, w.title, w.citing_document, w.reason, w.valid_from, w.valid_until, w.is_locked, w.is_backdated,
  w.need, w.loosened, w.state, w.proposed_by, w.proposed_at, w.decided_by, w.decided_at, w.decided_reason, w.body, w.replaced, w.rule_book_id, b.version,
  coalesce((select json_agg(json_build_object('person_id', a.person_id, 'at', a.approved_at, 'reason', a.reason) order by a.approved_at)
    from rule_book_approvals a where a.proposal_id = w.id), '[]') as approvals
  from rule_book_proposals w join organizations o on o.id = w.organization_id
    left join rule_books b on b.id = w.rule_book_id`;

type Found = Omit<Row, 'proposed_by_name' | 'decided_by_name' | 'approvals' | 'approved_by'> & {
  decided_by: Id | null;
  approvals: (Omit<Person, 'name'> & { readonly person_id: Id })[];
};

async function found(reader: Reader, which: Sql): Promise<Row[]> {
  const rows = await reader.all<Found>(sql`select ${columns} ${which}`);
  const names = await namesOf(
    reader,
    rows.flatMap((row) => [row.proposed_by, ...row.approvals.map((one) => one.person_id)]),
  );
  return (await withNames(reader, rows, ['decided_by'])).map(({ approvals, ...row }) => ({
    ...row,
    proposed_by_name: names.orNull(row.proposed_by),
    approvals: approvals.map(({ person_id, ...one }) => ({ ...one, name: names.of(person_id) })),
    approved_by: approvals.map((one) => one.person_id),
  }));
}

/** Those with whom the caller is no second person: the grants say who brought whom in. */
const near = (reader: Reader, actor: Actor, rows: readonly Pick<Row, 'proposed_by' | 'approved_by'>[]) =>
  notSecondTo(
    reader,
    actor.person_id,
    rows.flatMap((row) => [...(row.proposed_by === null ? [] : [row.proposed_by]), ...row.approved_by]),
  );

type Decidable = Pick<Row, 'organization_path' | 'need' | 'state' | 'proposed_by' | 'approved_by'>;

const holdsFor = (actor: Actor, row: Decidable): boolean =>
  actor.may('organizations.rules', { path: decidingPath(row.organization_path, row.need) });

function mayApprove(actor: Actor, row: Decidable, notSecond: ReadonlySet<Id>): boolean {
  return (
    holdsFor(actor, row) &&
    refusalToDecide('approve', row, actor.person_id) === null &&
    ![row.proposed_by, ...row.approved_by].some((one) => one !== null && notSecond.has(one))
  );
}

function shown(actor: Actor, row: Row, notSecond: ReadonlySet<Id>) {
  const {
    organization_path: _path,
    proposed_by,
    approved_by,
    decided_by_name,
    decided_at,
    decided_reason,
    body: _,
    replaced: __,
    rule_book_id: ___,
    version: ____,
    ...rest
  } = row;
  const able = (decision: 'refuse' | 'withdraw'): boolean =>
    refusalToDecide(decision, { state: row.state, proposed_by, approved_by }, actor.person_id) === null;
  return {
    ...rest,
    zh: ruleKinds[row.kind].zh,
    en: ruleKinds[row.kind].en,
    approvals: rest.approvals.map((one) => ({ ...one, at: new Date(one.at) })),
    decided: decided_at === null ? null : { name: decided_by_name ?? '', at: decided_at, reason: decided_reason ?? '' },
    can: {
      approve: mayApprove(actor, row, notSecond),
      refuse: holdsFor(actor, row) && able('refuse'),
      withdraw: able('withdraw'),
    },
  };
}

/** Where I may issue rules; whoever decides for the level below holds the permission at the level above. */
function mine(actor: Actor): Sql {
  const scope = actor.scope('organizations.rules');
  const oneBelow = sql`(w.need = 'superior' and regexp_replace(o.path, '[0-9]+/$', '') = any(${scope.exact}::text[]))`;
  return sql`(${within(sql`o.path`, scope)} or ${oneBelow})`;
}

/** When each was proposed of those that this person may agree to, the earliest first. */
export async function booksForMe(reader: Reader, actor: Actor): Promise<readonly Date[]> {
  const rows = await reader.all<
    Pick<Row, 'organization_path' | 'need' | 'state' | 'proposed_by' | 'proposed_at' | 'approved_by'>
  >(sql`
    select o.path as organization_path, w.need, w.state, w.proposed_by, w.proposed_at, array(select a.person_id from rule_book_approvals a where a.proposal_id = w.id) as approved_by
    from rule_book_proposals w join organizations o on o.id = w.organization_id where ${mine(actor)} and w.state = 'waiting' order by w.proposed_at`);
  if (rows.length === 0) return [];
  const notSecond = await near(reader, actor, rows);
  return rows.filter((row) => mayApprove(actor, row, notSecond)).map((row) => row.proposed_at);
}

/** What waits there, or was decided. */
export async function ruleBookProposals(
  reader: Reader,
  actor: Actor,
  query: { view: 'waiting' | 'decided'; organization_id?: Id | undefined },
) {
  const rows = await found(
    reader,
    sql`where ${mine(actor)} and ${query.view === 'waiting' ? sql`w.state = 'waiting'` : sql`w.state <> 'waiting'`}
      ${query.organization_id === undefined ? sql`` : sql`and w.organization_id = ${query.organization_id}`}
    order by w.proposed_at desc limit 200`,
  );
  const notSecond = await near(reader, actor, rows);
  return { rows: rows.map((row) => shown(actor, row, notSecond)) };
}

export async function readRuleBookProposal(reader: Reader, actor: Actor, id: Id) {
  const [row] = await found(reader, sql`where w.id = ${id}`);
  if (row === undefined) throw problem('core.not_found');
  const path = row.organization_path;
  const mayRead =
    row.proposed_by === actor.person_id ||
    actor.may('organizations.rules', { path: decidingPath(path, row.need) }) ||
    actor.may('organizations.rules', { path }) ||
    actor.may('organizations.read', { path });
  if (!mayRead) throw problem('core.not_found');
  const deciding = await reader.one<{ name: string }>(
    sql`select name_zh as name from organizations where path = ${decidingPath(path, row.need)}`,
  );
  const { issuer_id: _, ...replaced } = row.replaced;
  return {
    ...shown(actor, row, await near(reader, actor, [row])),
    body: wholeBody(row.kind, row.body),
    replaced: { ...replaced, body: { ...replaced.body } },
    rule_book_id: row.rule_book_id,
    version: row.version,
    deciding_organization_name: deciding.name,
    looser_below: await stayingLooser(reader, row),
  };
}

/** Places below whose own book is looser and goes on deciding there. */
async function stayingLooser(reader: Reader, row: Row): Promise<string[]> {
  const below = await reader.all<RuleBook>(sql`
    select b.id, b.kind, b.version, b.organization_id as issuer_id, o.name_zh as issuer_name, o.path as issuer_path, b.citing_document as citing, b.valid_from, b.valid_until, b.is_locked as locked, b.body
    from rule_books b join organizations o on o.id = b.organization_id where b.kind = ${row.kind} and ${atOrBelow(sql`o.path`, row.organization_path)}`);
  const next = { kind: row.kind, issuer_path: row.organization_path, valid_from: row.valid_from, body: row.body };
  return row.is_locked ? [] : looserBelow(below, next).map((book) => book.issuer_name);
}
