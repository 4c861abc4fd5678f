import { all, alone, byEvent, byVolunteer, insert, local, read, type Tables } from './table.ts';

/** What no noun owns and all stand on. */
export const baseTables: Tables = {
  request_keys: { evidence: 'none', distribution: alone('actor_key'), privilege: all },
  audit_events: { evidence: 'sealed', distribution: byEvent('id'), privilege: insert },
  call_counts: { evidence: 'none', distribution: alone('subject'), privilege: all },
  settings: { evidence: 'none', distribution: local, privilege: all },
  schema_migrations: { evidence: 'none', distribution: local, privilege: read },
  schema_functions: { evidence: 'none', distribution: local, privilege: read },
  notices: { evidence: 'none', distribution: byVolunteer('person_id'), privilege: all },
  notice_preferences: { evidence: 'none', distribution: byVolunteer('person_id'), privilege: all },
  removed_rows: { evidence: 'kept', distribution: alone('row_key'), privilege: insert },
};
