import { insert, insertAndDelete, insertAndUpdate, reference, type Tables } from '../db/table.ts';

export const organizationsTables: Tables = {
  divisions: { evidence: 'none', distribution: reference, privilege: insert },
  organizations: {
    evidence: 'kept',
    distribution: reference,
    privilege: insertAndUpdate(
      'path',
      'parent_id',
      'name_zh',
      'pinyin',
      'guiding_id',
      'is_league_led',
      'contact_phone',
      'dissolved_on',
      'dissolved_reason',
      'successor_id',
    ),
  },
  // one that has not begun gives way to the next
  organization_versions: { evidence: 'kept', distribution: reference, privilege: insertAndDelete('valid_until') },
  former_paths: { evidence: 'kept', distribution: reference, privilege: insertAndUpdate('left_at') },
  rule_books: { evidence: 'kept', distribution: reference, privilege: insertAndUpdate('valid_until') },
  rule_book_proposals: {
    evidence: 'kept',
    distribution: reference,
    privilege: insertAndUpdate(
      'state',
      'need',
      'loosened',
      'replaced',
      'rule_book_id',
      'valid_from',
      'decided_by',
      'decided_at',
      'decided_reason',
    ),
  },
  rule_book_approvals: { evidence: 'kept', distribution: reference, privilege: insert },
  organization_attributes: {
    evidence: 'kept',
    distribution: reference,
    privilege: insertAndUpdate('valid_until', 'ended_by', 'ended_at', 'end_reason'),
  },
  organization_tasks: {
    evidence: 'kept',
    distribution: reference,
    privilege: insertAndUpdate('closed_on', 'closed_by', 'closed_at', 'outcome', 'document_id', 'body'),
  },
  organization_task_notes: { evidence: 'kept', distribution: reference, privilege: insert },
  organization_documents: {
    evidence: 'kept',
    distribution: reference,
    privilege: insertAndUpdate('withdrawn_at', 'withdrawn_by', 'withdraw_reason'),
  },
  planned_dissolutions: {
    evidence: 'kept',
    distribution: reference,
    privilege: insertAndUpdate('state', 'ended_at', 'ended_by', 'end_reason', 'problem'),
  },
  organization_selections: { evidence: 'kept', distribution: reference, privilege: insert },
};
