/**
 * Which noun each table belongs to. Only its owner writes a table, and a noun reads its own tables and those of nouns before it
 * (domain/nouns.ts): server/proof/statements/statements.after.ts holds every statement of the test run to this.
 */
import type { Part } from '../../domain/nouns.ts';

/** `base` is what no noun owns and all stand on: it comes before them. */
export type Owner = Part | 'base';

const tables: Readonly<Partial<Record<Owner, string>>> = {
  base: 'request_keys audit_events call_counts settings schema_migrations notices',
  organizations: `divisions organizations organization_versions former_paths rule_books rule_book_proposals rule_book_approvals
    organization_facts organization_tasks organization_task_notes organization_documents organization_selections`,
  accounts: `persons identity_keys accounts roles role_gains role_grants grant_confirmations sessions sign_in_links sign_in_codes
    sign_in_attempts known_devices demonstration_people`,
  calendar: 'holidays holiday_years',
  volunteers: `volunteers memberships guardianships guardian_requests consents volunteer_skills volunteer_terms insurance_covers
    card_bindings honours volunteer_number_counters campaigns rights_matters league_members roster_imports import_progress
    roster_import_memberships merge_requests phone_recoveries minor_access_requests`,
  ledger: `ledger_accounts ledger_transactions ledger_legs ledger_deltas ledger_sealed_heads ledger_totals ledger_seals audit_seals
    audit_sealed_events`,
  projects: `projects project_stages project_closings project_partners activities activity_decisions activity_hosts
    activity_messages activity_changes shifts sign_ups agendas invitations calendar_feeds`,
  records: `attendances attendance_stamps service_records record_proposals record_proposal_lines certificate_series
    certificate_prefixes certificates certificate_codes`,
};

/** Functions of the database, which read and write for their owner. */
const functions: Readonly<Partial<Record<Owner, string>>> = {
  base: 'new_id paths_upwards',
  ledger: 'ledger_post ledger_hash ledger_spans ledger_totals_follow',
  projects: 'sign_up_for_shift sign_up_all end_sign_up promote_waiting',
  records: 'records_stamp records_stamp_all',
};

export const ownerOf: ReadonlyMap<string, Owner> = new Map(
  [...Object.entries(tables), ...Object.entries(functions)].flatMap(([owner, names]) =>
    names.split(/\s+/).map((name) => [name, owner as Owner] as const),
  ),
);
