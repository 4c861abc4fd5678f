import { all, alone, byVolunteer, insert, insertAndUpdate, reference, type Tables } from '../db/table.ts';

export const recordsTables: Tables = {
  attendances: {
    distribution: byVolunteer(),
    privilege: insertAndUpdate('organization_path', 'state', 'pairs', 'last_stamp_at', 'record_id'),
  },
  attendance_stamps: { distribution: byVolunteer(), privilege: insert },
  service_records: {
    distribution: byVolunteer(),
    privilege: insertAndUpdate('state', 'posted_at', 'transfer_id', 'approved_by', 'approved_at', 'reversed_at'),
  },
  record_proposals: {
    distribution: alone('id'),
    privilege: insertAndUpdate(
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
  },
  record_proposal_lines: { distribution: byVolunteer(), privilege: insertAndUpdate('result_record_id', 'outcome') },
  certificate_series: { distribution: alone('organization_id'), privilege: all },
  certificate_prefixes: { distribution: reference, privilege: insert },
  certificates: {
    distribution: byVolunteer(),
    privilege: insertAndUpdate(
      'pdf', // emptied when the person is erased
      'superseded_at',
      'superseded_reason',
      'revoked_at',
      'revoked_by',
      'revoke_reason',
    ),
  },
  certificate_codes: { distribution: reference, privilege: insert },
};
