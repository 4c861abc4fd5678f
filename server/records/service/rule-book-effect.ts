/** Before a rule book is proposed or approved: what it would have made of the place's records. */
import { newId, type Id } from '../../../domain/id.ts';
import { decidingBook, type RuleBook } from '../../../domain/organizations/rule-book.ts';
import { problem } from '../../../domain/problem.ts';
import { recount, type StoredCount } from '../../../domain/records/recount.ts';
import { addDays, businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { atOrBelow } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { booksUpwards } from '../../organizations/rule-books/rule-book-in-force.ts';
import { readRuleBookProposal } from '../../organizations/rule-books/rule-book-proposal-queries.ts';
import { weighRuleBook, type NewRuleBook } from '../../organizations/rule-books/weigh-rule-book.ts';

const daysBack = 90;
const mostRecords = 3_000;

export async function previewRuleBook(reader: Reader, actor: Actor, input: NewRuleBook, now: Date) {
  const organization = await loadOrganization(reader, input.organization_id);
  actor.require('organizations.rules', { path: organization.path }, 'organizations.read');
  if (organization.dissolved_on !== null) throw problem('organizations.dissolved', { day: organization.dissolved_on });
  const {
    next,
    loosened,
    is_backdated,
    need,
    replaced: { issuer_id: _, ...replaced },
  } = await weighRuleBook(reader, organization, input, now, newId(now));
  return {
    need,
    loosened,
    is_backdated,
    replaced: { ...replaced, body: { ...replaced.body } },
    effect: await effectOf(reader, next, businessDate(now)),
  };
}

export async function effectOfProposal(reader: Reader, actor: Actor, proposalId: Id) {
  const proposal = await readRuleBookProposal(reader, actor, proposalId);
  const { path } = await loadOrganization(reader, proposal.organization_id);
  const next: RuleBook = {
    id: proposalId,
    kind: proposal.kind,
    version: 0,
    issuer_id: proposal.organization_id,
    issuer_name: proposal.organization_name,
    issuer_path: path,
    citing: proposal.citing_document,
    valid_from: proposal.valid_from,
    valid_until: null,
    locked: proposal.is_locked,
    body: proposal.body,
  };
  return { effect: await effectOf(reader, next, businessDate(proposal.proposed_at)) };
}

async function effectOf(reader: Reader, next: RuleBook, day: BusinessDate) {
  if (next.kind !== 'time_counting') return null;
  const counting = next as RuleBook<'time_counting'>;
  const from = addDays(day, -daysBack);
  const rows = await reader.all<StoredCount & { organization_path: string }>(sql`
    select r.id, r.volunteer_id, r.service_day, r.title, r.minutes, r.balance = 'honorary_minutes' as is_honorary, r.level, r.trace, r.counted, o.path as organization_path
    from service_records r join organizations o on o.id = r.organization_id
    where ${atOrBelow(sql`o.path`, next.issuer_path)} and r.service_day between ${from} and ${day} and r.state in ('confirmed', 'awaiting_parent', 'awaiting_province')
    order by r.service_day desc, r.recorded_at desc, r.id limit ${mostRecords + 1}`);
  const decides = new Map<string, boolean>();
  for (const path of new Set(rows.map((row) => row.organization_path))) {
    const books = await booksUpwards(reader, 'time_counting', path);
    const others = books.filter((book) => book.issuer_id !== next.issuer_id);
    decides.set(path, decidingBook([...others, counting], 'time_counting', path, next.valid_from)?.id === next.id);
  }
  const touched = rows
    .slice(0, mostRecords)
    .filter((row) => decides.get(row.organization_path))
    .reverse();
  return { from, until: day, is_cut: rows.length > mostRecords, ...recount(touched, counting.body) };
}
