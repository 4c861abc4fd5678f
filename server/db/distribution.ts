/**
 * Where each table goes when one machine is not enough (design section 3). Nothing here changes how one server
 * works; it keeps the schema in a shape that Citus can take without a rewrite, server/proof/distribution.test.ts holds the schema
 * and server/proof/hot-statements.test.ts the hot statements; where those still bring two groups together is written down there.
 */
export type Distribution =
  /** Split by a column. Tables of one group with equal values lie on one machine, so they join and commit there. */
  | { readonly kind: 'distributed'; readonly group: Group; readonly column: string }
  /** A full copy on every machine: read everywhere, written rarely, joined with everything. */
  | { readonly kind: 'reference' }
  /** On the first machine only: short-lived or of the installation itself, never joined with distributed tables. */
  | { readonly kind: 'local' };

/** `alone` tables are split by a key of their own and joined with nothing. */
export type Group = 'volunteer' | 'activity' | 'alone';

const byVolunteer = (column = 'volunteer_id'): Distribution => ({ kind: 'distributed', group: 'volunteer', column });
const byActivity = (column = 'activity_id'): Distribution => ({ kind: 'distributed', group: 'activity', column });
const alone = (column: string): Distribution => ({ kind: 'distributed', group: 'alone', column });
const reference: Distribution = { kind: 'reference' };
const local: Distribution = { kind: 'local' };

export const distribution: Readonly<Record<string, Distribution>> = {
  // Core
  request_keys: alone('actor_key'),
  audit_events: alone('id'),
  call_counts: alone('subject'),
  settings: local,
  schema_migrations: local,

  // Organisations and rules: small, read by every statement
  divisions: reference,
  organizations: reference,
  organization_versions: reference,
  former_paths: reference,
  rule_books: reference,
  rule_book_proposals: reference,
  rule_book_approvals: reference,
  organization_facts: reference,
  organization_tasks: reference,
  organization_task_notes: reference,
  organization_documents: reference,
  organization_selections: reference,

  // People: unique by document and phone across the whole installation, written once, named by every list
  persons: reference,
  identity_keys: reference,
  accounts: reference,
  roles: reference,
  role_gains: reference,
  role_grants: reference,
  grant_confirmations: reference,
  sign_in_links: reference,
  volunteers: reference,
  demonstration_people: local,
  sessions: reference,
  sign_in_codes: local,
  sign_in_attempts: local,
  notices: byVolunteer('person_id'),

  // Volunteers
  memberships: byVolunteer(),
  guardianships: byVolunteer('child_id'),
  consents: byVolunteer(),
  volunteer_skills: byVolunteer(),
  insurance_covers: byVolunteer(),
  card_bindings: byVolunteer(),
  honours: byVolunteer(),
  volunteer_number_counters: alone('prefix'),
  volunteer_terms: reference,
  campaigns: reference,
  guardian_requests: reference,
  rights_matters: reference,
  league_members: reference,
  roster_imports: reference,
  import_progress: local,
  roster_import_memberships: reference,
  merge_requests: reference,
  phone_recoveries: reference,
  known_devices: reference,
  minor_access_requests: reference,

  // Projects and activities
  projects: reference,
  activities: byActivity('id'),
  activity_decisions: byActivity(),
  shifts: byActivity(),
  sign_ups: byVolunteer(),
  agendas: byVolunteer(),
  invitations: byVolunteer(),
  calendar_feeds: byVolunteer(),
  project_stages: reference,
  project_closings: reference,
  project_partners: reference,
  holidays: reference,
  holiday_years: reference,
  activity_hosts: byActivity(),
  activity_messages: byActivity(),
  activity_changes: byActivity(),

  // Ledger
  ledger_accounts: byVolunteer('owner_id'),
  ledger_transactions: byVolunteer('owner_id'),
  ledger_legs: byVolunteer('owner_id'),
  ledger_deltas: byVolunteer('owner_id'),
  ledger_sealed_heads: byVolunteer('owner_id'),
  ledger_totals: alone('organization_id'),
  ledger_seals: reference,
  audit_seals: reference,
  audit_sealed_events: alone('event_id'),

  // Records
  attendances: byVolunteer(),
  attendance_stamps: byVolunteer(),
  service_records: byVolunteer(),
  record_proposal_lines: byVolunteer(),
  record_proposals: alone('id'),
  certificate_series: alone('organization_id'),
  certificate_prefixes: reference,
  certificates: byVolunteer(),
  certificate_codes: reference,
};
