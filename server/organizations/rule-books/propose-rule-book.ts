/** A rule book is proposed, and stands at once only where it tightens and decides no hours (docs/rules/organizations.md). */
import type { Id } from '../../../domain/id.ts';
import type { ApprovalNeed, ProposedState } from '../../../domain/organizations/rule-book-approval.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { holdersNear } from '../../holders.ts';
import { issueRuleBook, named } from './issue-rule-book.ts';
import { decidingPath, loadLocked, weighRuleBook, type NewRuleBook } from './weigh-rule-book.ts';

export type ProposedBook = {
  readonly proposal_id: Id;
  readonly state: ProposedState;
  readonly need: ApprovalNeed;
  readonly loosened: string[];
  readonly id: Id | null;
  readonly version: number | null;
};

export async function proposeRuleBook(writer: Writer, input: NewRuleBook): Promise<ProposedBook> {
  const organization = await loadLocked(writer, input.organization_id);
  writer.caller.require('organizations.rules', { path: organization.path }, 'organizations.read');
  if (organization.dissolved_on !== null) throw problem('organizations.dissolved', { day: organization.dissolved_on });
  const { books, next, loosened, is_backdated, need, replaced } = await weighRuleBook(
    writer,
    organization,
    input,
    writer.now,
    writer.newId(),
  );
  const reason = input.reason?.trim() ?? '';
  if ((need === 'superior' || need === 'top') && reason.length < 2)
    throw problem('organizations.book_reason_missing', {}, 'reason');
  const waiting = await writer.maybe(
    sql`select id from rule_book_proposals where organization_id = ${organization.id} and kind = ${next.kind} and state = 'waiting'`,
  );
  if (waiting !== undefined) throw problem('organizations.book_waiting');
  const proposalId = writer.newId();
  const proposer = writer.caller.person_id;
  await writer.run(sql`
    insert into rule_book_proposals (id, organization_id, kind, title, citing_document, reason, body, is_locked, valid_from, valid_until, is_backdated, loosened, need, replaced, state, proposed_by, proposed_at)
    values (${proposalId}, ${organization.id}, ${next.kind}, ${next.title}, ${next.citing}, ${reason}, ${JSON.stringify(next.body)}, ${next.locked}, ${next.valid_from}, ${next.valid_until},
      ${is_backdated}, ${loosened}, ${need}, ${json(replaced)}, 'waiting', ${proposer}, ${writer.now})`);
  if (need === 'nobody') {
    const issued = await issueRuleBook(writer, organization, books, next, {
      proposal_id: proposalId,
      need,
      loosened,
      reason,
      proposed_by: proposer,
      approved_by: [],
    });
    return { proposal_id: proposalId, state: 'issued', need, loosened, ...issued };
  }
  await writer.audit({
    action: 'organizations.propose_rule_book',
    subject_type: 'rule_book_proposal',
    subject_id: proposalId,
    organization_path: organization.path,
    permission: 'organizations.rules',
    before: replaced,
    reason: reason === '' ? null : reason,
    after: {
      kind: next.kind,
      title: next.title,
      citing_document: next.citing,
      valid_from: next.valid_from,
      valid_until: next.valid_until,
      is_locked: next.locked,
      body: next.body,
      need,
      loosened,
      is_backdated,
    },
  });
  const deciders = await holdersNear(
    writer,
    'organizations.rules',
    decidingPath(organization.path, need),
    'at',
    proposer,
  );
  await writer.notify(deciders, 'organizations.rules_waiting', named(organization, next.kind), proposalId);
  return { proposal_id: proposalId, state: 'waiting', need, loosened, id: null, version: null };
}
