import { insert, insertAndDelete, insertAndUpdate, reference, type Tables } from '../db/table.ts';

export const organizationsTables: Tables = {
  divisions: { distribution: reference, privilege: insert },
  organizations: {
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
  organization_versions: { distribution: reference, privilege: insertAndDelete('valid_until') },
  former_paths: { distribution: reference, privilege: insertAndUpdate('left_at') },
  rule_books: { distribution: reference, privilege: insertAndUpdate('valid_until') },
  rule_book_proposals: {
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
  rule_book_approvals: { distribution: reference, privilege: insert },
  organization_attributes: {
    distribution: reference,
    privilege: insertAndUpdate('valid_until', 'ended_by', 'ended_at', 'end_reason'),
  },
  organization_tasks: {
    distribution: reference,
    privilege: insertAndUpdate('closed_on', 'closed_by', 'closed_at', 'outcome', 'document_id', 'body'),
  },
  organization_task_notes: { distribution: reference, privilege: insert },
  organization_documents: {
    distribution: reference,
    privilege: insertAndUpdate('withdrawn_at', 'withdrawn_by', 'withdraw_reason'),
  },
  organization_selections: { distribution: reference, privilege: insert },
};
