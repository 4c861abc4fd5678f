import { all, alone, byVolunteer, insert, local, read, type Tables } from './table.ts';

/** What no noun owns and all stand on. */
export const baseTables: Tables = {
  request_keys: { distribution: alone('actor_key'), privilege: all },
  audit_events: { distribution: alone('id'), privilege: insert },
  call_counts: { distribution: alone('subject'), privilege: all },
  settings: { distribution: local, privilege: all },
  schema_migrations: { distribution: local, privilege: read },
  schema_functions: { distribution: local, privilege: read },
  notices: { distribution: byVolunteer('person_id'), privilege: all },
};
