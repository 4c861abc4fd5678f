/** Every column that holds the path of an organisation, and what becomes of it when the organisation moves. */

/** Living rows and open work go with the organisation, so that its new superiors see them and its own staff still do. */
export const followers = [
  { table: 'volunteers', column: 'organization_path' },
  { table: 'projects', column: 'organization_path' },
  { table: 'activities', column: 'organization_path' },
  { table: 'sign_ups', column: 'organization_path' },
  { table: 'attendances', column: 'organization_path' },
  { table: 'record_proposals', column: 'organization_path' },
  { table: 'rights_matters', column: 'organization_path' },
  { table: 'phone_recoveries', column: 'organization_path' },
  { table: 'merge_requests', column: 'organization_path' },
  { table: 'minor_access_requests', column: 'organization_path' },
] as const;

/** What was recorded keeps the path it had: it belongs to the tree of its day. Who reads it is said in recorded-paths.ts. */
export const keepers = [
  { table: 'audit_events', column: 'organization_path', why: 'who could see it then' },
  { table: 'organization_versions', column: 'path', why: 'is the history of the path itself' },
  { table: 'former_paths', column: 'path', why: 'is the path that was left' },
  { table: 'service_records', column: 'organization_path', why: 'the hours were served under the former superior' },
  { table: 'ledger_transactions', column: 'organization_path', why: 'is the path of the day, and in its hash' },
  { table: 'certificates', column: 'organization_path', why: 'issued under the former superior' },
  { table: 'roster_imports', column: 'organization_path', why: 'imported under the former superior' },
] as const;
