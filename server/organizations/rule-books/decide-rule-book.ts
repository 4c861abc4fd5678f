import type { Id } from '../../../domain/id.ts';
import {
  approvalsNeeded,
  firstDay,
  refusalToDecide,
  stricterNeed,
  type ApprovalNeed,
  type BookDecision,
  type ProposedState,
} from '../../../domain/organizations/rule-book-approval.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { assertTwoPeople } from '../../two-people.ts';
import { issueRuleBook, named, type RuleBookText } from './issue-rule-book.ts';
import type { OrganizationRow } from '../tree/load-organization.ts';
import { decidingPath, loadLocked, weighRuleBook } from './weigh-rule-book.ts';

type Row = RuleBookText & {
  readonly id: Id;
  readonly organization_id: Id;
  readonly reason: string;
  readonly is_backdated: boolean;
  readonly need: ApprovalNeed;
  readonly state: ProposedState;
  readonly proposed_by: Id | null;
  readonly approved_by: Id[];
};

/** Approved, refused or taken back; what is needed is asked again, as other books may have come since. */
export async function decideRuleBook(
  writer: Writer,
  input: { readonly proposal_id: Id; readonly decision: BookDecision; readonly reason: string },
): Promise<{ state: ProposedState; id: Id | null; version: number | null }> {
  const found = await writer.maybe<{ organization_id: Id }>(
    sql`select organization_id from rule_book_proposals where id = ${input.proposal_id}`,
  );
  if (found === undefined) throw problem('core.not_found');
  const organization = await loadLocked(writer, found.organization_id);
  const row = await writer.one<Row>(sql`
    select p.id, p.organization_id, p.kind, p.title, p.citing_document, p.reason, p.body, p.is_locked, p.valid_from, p.valid_until, p.is_backdated, p.need, p.state, p.proposed_by,
      array(select person_id from rule_book_approvals a where a.proposal_id = p.id order by a.approved_at) as approved_by
    from rule_book_proposals p where p.id = ${input.proposal_id} for update of p`);
  const who = writer.caller.person_id;
  const mayRead =
    row.proposed_by === who ||
    writer.caller.may('organizations.rules', { path: organization.path }) ||
    writer.caller.may('organizations.rules', { path: decidingPath(organization.path, row.need) });
  if (!mayRead && !writer.caller.may('organizations.read', { path: organization.path }))
    throw problem('core.not_found');
  if (input.decision === 'withdraw') writer.caller.owns(row.proposed_by); // of anybody else it is refused below
  else writer.caller.require('organizations.rules', { path: decidingPath(organization.path, row.need) });
  const refusal = refusalToDecide(input.decision, row, who);
  if (refusal !== null) throw problem(refusal);
  if (input.decision !== 'approve') return close(writer, organization, row, input.decision, input.reason);

  // neither of the proposer nor of whoever agreed before may have brought the other in
  for (const other of [...(row.proposed_by === null ? [] : [row.proposed_by]), ...row.approved_by])
    await assertTwoPeople(writer, other, who);
  const text = { ...row, valid_from: firstDay(row, businessDate(writer.now)) };
  const weighed = await weighRuleBook(writer, organization, text, writer.now, writer.newId());
  const need = stricterNeed(row.need, weighed.need);
  writer.caller.require('organizations.rules', { path: decidingPath(organization.path, need) });
  const approvedBy = [...row.approved_by, who];
  await writer.run(
    sql`insert into rule_book_approvals (proposal_id, person_id, reason, approved_at) values (${row.id}, ${who}, ${input.reason}, ${writer.now})`,
  );
  if (approvedBy.length < approvalsNeeded(need)) {
    await writer.run(
      sql`update rule_book_proposals set need = ${need}, loosened = ${weighed.loosened} where id = ${row.id}`,
    );
    await writer.audit({
      action: 'organizations.approve_rule_book',
      subject_type: 'rule_book_proposal',
      subject_id: row.id,
      organization_path: organization.path,
      permission: 'organizations.rules',
      after: { kind: row.kind, approved_by: approvedBy, body: row.body },
      reason: input.reason,
    });
    return { state: 'waiting', id: null, version: null };
  }
  const issued = await issueRuleBook(writer, organization, weighed.books, weighed.next, {
    proposal_id: row.id,
    need,
    loosened: weighed.loosened,
    reason: input.reason,
    proposed_by: row.proposed_by,
    approved_by: approvedBy,
  });
  return { state: 'issued', ...issued };
}

async function close(
  writer: Writer,
  organization: OrganizationRow,
  row: Row,
  decision: 'refuse' | 'withdraw',
  reason: string,
): Promise<{ state: ProposedState; id: null; version: null }> {
  const state = decision === 'refuse' ? 'refused' : 'withdrawn';
  await writer.run(sql`
    update rule_book_proposals set state = ${state}, decided_by = ${writer.caller.person_id}, decided_at = ${writer.now}, decided_reason = ${reason} where id = ${row.id}`);
  await writer.audit({
    action: decision === 'refuse' ? 'organizations.refuse_rule_book' : 'organizations.withdraw_rule_book',
    subject_type: 'rule_book_proposal',
    subject_id: row.id,
    organization_path: organization.path,
    permission: 'organizations.rules',
    before: { state: 'waiting' },
    after: { state, kind: row.kind, body: row.body },
    reason,
  });
  if (decision === 'refuse' && row.proposed_by !== null)
    await writer.notify(
      row.proposed_by,
      'organizations.rules_refused',
      { ...named(organization, row.kind), reason },
      row.id,
    );
  return { state, id: null, version: null };
}
