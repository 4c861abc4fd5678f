/**
 * What the application's role may write, table by table. Reading is allowed everywhere. History may only be added to:
 * neither a fault of the platform nor SQL that somebody smuggles in can change or remove it, because the database refuses.
 * server/db/apply-privileges.ts grants exactly this after each migration; server/proof/privileges.test.ts holds the list against the
 * catalogue and tries everything else. Named are the columns by which a row of state ends, is answered or is erased.
 */
export type Privilege = {
  readonly insert: boolean;
  /** All columns, or those named; none is the same as an empty list. */
  readonly update: 'all' | readonly string[];
  readonly delete: boolean;
};

const read: Privilege = { insert: false, update: [], delete: false };
/** History: what stands there stays as it is. */
const insert: Privilege = { insert: true, update: [], delete: false };
const insertAndUpdate = (...columns: readonly string[]): Privilege => ({
  insert: true,
  update: columns,
  delete: false,
});
/** Rows that may also go, such as the way from a phone to a person who gave it up. */
const insertAndDelete = (...columns: readonly string[]): Privilege => ({ insert: true, update: columns, delete: true });
/** Nothing that anybody will ask about: counters, sessions, messages, what is computed from history. */
const all: Privilege = { insert: true, update: 'all', delete: true };

export const privileges: Readonly<Record<string, Privilege>> = {
  // Core
  schema_migrations: read,
  audit_events: insert,
  request_keys: all,
  call_counts: all,
  settings: all,

  // Organisations and rules
  divisions: insert,
  organizations: insertAndUpdate(
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
  organization_versions: insertAndDelete('valid_until'), // one that has not begun gives way to the next
  former_paths: insertAndUpdate('left_at'),
  rule_books: insertAndUpdate('valid_until'),
  rule_book_proposals: insertAndUpdate(
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
  rule_book_approvals: insert,
  organization_facts: insertAndUpdate('valid_until', 'ended_by', 'ended_at', 'end_reason'),
  organization_tasks: insertAndUpdate('closed_on', 'closed_by', 'closed_at', 'outcome', 'document_id', 'body'),
  organization_task_notes: insert,
  organization_documents: insertAndUpdate('withdrawn_at', 'withdrawn_by', 'withdraw_reason'),
  organization_selections: insert,

  // People: erasing somebody empties the named columns of persons; the row, and with it every sum, stays
  persons: insertAndUpdate(
    'name',
    'pinyin',
    'birth_date',
    'sex',
    'document_type',
    'document_encrypted',
    'document_index',
    'document_hint',
    'phone_encrypted',
    'phone_index',
    'phone_hint',
    'is_example',
    'erased_at',
  ),
  identity_keys: insertAndDelete('person_id'),
  accounts: all,
  roles: insertAndUpdate('name_zh', 'name_en', 'permissions', 'as_given', 'needs_second_factor', 'retired_at'),
  role_gains: insert,
  role_grants: insertAndUpdate(
    'person_id', // a registration taken over by its owner's account
    'granted_by',
    'confirmed_permissions',
    'ended_at',
    'ended_by',
    'end_reason',
  ),
  grant_confirmations: insert,
  sign_in_links: insertAndUpdate('totp_encrypted', 'opened_at', 'used_at', 'ended_at'),
  sessions: all,
  sign_in_codes: all,
  sign_in_attempts: insertAndDelete(),
  known_devices: all,
  demonstration_people: all,
  notices: all,

  // Volunteers
  volunteers: insertAndUpdate(
    'organization_id',
    'organization_path',
    'source',
    'campaign_id',
    'campaign',
    'is_pupil',
    'is_self_supporting',
    'is_league_member',
    'school',
    'compound_id',
    'languages',
    'availability',
    'merged_into',
    'withdrawn_at',
    'withdrawal_reason',
  ),
  memberships: insertAndUpdate('left_on', 'label', 'confirmed_by', 'confirmed_at'),
  guardianships: insertAndUpdate('guardian_id', 'ended_at'),
  consents: insertAndUpdate('given_by', 'withdrawn_at', 'evidence'),
  volunteer_skills: all,
  volunteer_number_counters: all,
  volunteer_terms: insert,
  insurance_covers: insert,
  card_bindings: insertAndUpdate('number_encrypted', 'number_hint', 'unbound_at'),
  honours: insertAndUpdate('confirmed_by', 'confirmed_at', 'struck_at', 'strike_reason'),
  campaigns: insert,
  guardian_requests: insertAndUpdate(
    'organization_id',
    'phone_encrypted',
    'phone_index',
    'phone_hint',
    'answered_at',
    'answered_by',
    'answer',
  ),
  rights_matters: insertAndUpdate(
    'organization_id',
    'organization_path',
    'title', // emptied when the person is erased, as is the content
    'content',
    'answer',
    'answered_by',
    'answered_at',
    'closed_at',
  ),
  league_members: all,
  roster_imports: insertAndUpdate(
    'rows_read',
    'rows_registered',
    'rows_known',
    'rows_refused',
    'undone_at',
    'undone_by',
    'undo_reason',
    'undo_kept',
  ),
  import_progress: all,
  roster_import_memberships: insert,
  merge_requests: insertAndUpdate(
    'organization_path',
    'kept_agreed_at',
    'duplicate_agreed_at',
    'decided_by',
    'decided_at',
    'decision',
    'decision_reason',
    'carry_out_after',
    'carried_out_at',
    'stopped_at',
    'stopped_by',
    'stop_reason',
  ),
  phone_recoveries: insertAndUpdate(
    'organization_path',
    'phone_encrypted',
    'phone_index',
    'phone_hint',
    'old_phone_hint',
    'objection_hash',
    'decision',
    'decision_reason',
    'decided_by',
    'decided_at',
    'carry_out_after',
    'carried_out_at',
    'stopped_at',
    'stopped_by',
    'stop_reason',
  ),
  minor_access_requests: insertAndUpdate(
    'organization_path',
    'decided_by',
    'decided_at',
    'decision',
    'decision_reason',
    'expires_at',
  ),

  // Projects and activities: plans, which are edited until they are done; decisions about them stay
  projects: insertAndUpdate(
    'organization_id',
    'organization_path',
    'title',
    'category',
    'aim',
    'plan',
    'budget_fen',
    'stage',
    'details',
    'closed_at',
  ),
  project_stages: insert,
  project_closings: insert,
  project_partners: insertAndUpdate('ended_at'),
  activities: { insert: true, update: 'all', delete: false },
  activity_decisions: insert,
  activity_changes: insertAndUpdate('decision', 'decided_by', 'decided_at', 'decision_reason'),
  activity_hosts: insertAndUpdate('organization_id', 'answered_by', 'answered_at', 'answer'),
  activity_messages: insert,
  shifts: all,
  sign_ups: insertAndUpdate(
    'organization_path',
    'place',
    'promoted_at',
    'shift_starts_at',
    'shift_ends_at',
    'shift_moved_at',
    'ended_at',
    'ended_as',
    'ended_by',
    'end_reason',
  ),
  agendas: all,
  invitations: insertAndUpdate('answered_at', 'answer'),
  calendar_feeds: all,
  holidays: { insert: true, update: 'all', delete: false },
  holiday_years: { insert: true, update: 'all', delete: false },

  // Ledger: transactions, legs and seals stay; balances and totals are computed from them, and verify compares
  ledger_transactions: insert,
  ledger_legs: insert,
  ledger_accounts: insertAndUpdate('sequence', 'balance', 'hash', 'sealed_sequence'),
  ledger_deltas: all,
  ledger_totals: all,
  ledger_sealed_heads: insert,
  ledger_seals: insert,
  audit_seals: insert,
  audit_sealed_events: insert,

  // Records
  attendances: insertAndUpdate('organization_path', 'state', 'pairs', 'last_stamp_at', 'record_id'),
  attendance_stamps: insert,
  service_records: insertAndUpdate('state', 'posted_at', 'transfer_id', 'approved_by', 'approved_at', 'reversed_at'),
  record_proposals: insertAndUpdate(
    'organization_id',
    'organization_path',
    'state',
    'handled_by',
    'handled_at',
    'handled_note',
    'decided_by',
    'decided_at',
    'decided_note',
  ),
  record_proposal_lines: insertAndUpdate('result_record_id', 'outcome'),
  certificate_series: all,
  certificate_prefixes: insert,
  certificates: insertAndUpdate(
    'pdf', // emptied when the person is erased
    'superseded_at',
    'superseded_reason',
    'revoked_at',
    'revoked_by',
    'revoke_reason',
  ),
  certificate_codes: insert,
};
