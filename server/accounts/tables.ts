import {
  all,
  alone,
  byVolunteer,
  insert,
  insertAndDelete,
  insertAndUpdate,
  local,
  reference,
  type Tables,
} from '../db/table.ts';

/** What names a person: an erasure empties all of them. */
export const personalColumns = [
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
] as const;

/** How one signs in and what one may do lies with the person. Erasing somebody empties the personal columns of persons; the row, and with it every sum, stays. */
export const accountsTables: Tables = {
  persons: {
    evidence: 'kept',
    distribution: byVolunteer('id'),
    privilege: insertAndUpdate(...personalColumns, 'is_example', 'erased_at'),
  },
  identity_keys: { evidence: 'kept', distribution: alone('index'), privilege: insertAndDelete('person_id') },
  accounts: { evidence: 'kept', distribution: byVolunteer('person_id'), privilege: all },
  roles: {
    evidence: 'kept',
    distribution: reference,
    privilege: insertAndUpdate('name_zh', 'name_en', 'permissions', 'as_given', 'needs_second_factor', 'retired_at'),
  },
  role_gains: { evidence: 'none', distribution: reference, privilege: insert },
  role_grants: {
    evidence: 'kept',
    distribution: byVolunteer('person_id'),
    privilege: insertAndUpdate('granted_by', 'confirmed_permissions', 'ended_at', 'ended_by', 'end_reason'),
  },
  grant_confirmations: { evidence: 'kept', distribution: byVolunteer('person_id'), privilege: insert },
  sessions: { evidence: 'none', distribution: byVolunteer('person_id'), privilege: all },
  sign_in_links: {
    evidence: 'none',
    distribution: reference,
    privilege: insertAndUpdate('made_by', 'totp_encrypted', 'opened_at', 'used_at', 'ended_at'),
  },
  sign_in_codes: { evidence: 'none', distribution: local, privilege: all },
  sign_in_attempts: { evidence: 'none', distribution: local, privilege: insertAndDelete() },
  known_devices: { evidence: 'none', distribution: byVolunteer('person_id'), privilege: all },
  saved_views: { evidence: 'none', distribution: byVolunteer('person_id'), privilege: all },
  demonstration_people: { evidence: 'none', distribution: local, privilege: all },
};
