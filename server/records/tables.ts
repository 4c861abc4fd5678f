import { alone, byVolunteer, insert, insertAndDelete, insertAndUpdate, reference, type Tables } from '../db/table.ts';

export const recordsTables: Tables = {
  attendances: {
    evidence: 'told',
    distribution: byVolunteer(),
    privilege: insertAndUpdate('organization_path', 'state', 'pairs', 'last_stamp_at', 'record_id'),
  },
  attendance_stamps: { evidence: 'told', distribution: byVolunteer(), privilege: insert },
  stamp_senders: { evidence: 'none', distribution: byVolunteer(), privilege: insertAndDelete() },
  refused_stamps: { evidence: 'none', distribution: byVolunteer('person_id'), privilege: insertAndDelete() },
  service_records: {
    evidence: 'told',
    distribution: byVolunteer(),
    privilege: insertAndUpdate('state', 'posted_at', 'transfer_id', 'approved_by', 'approved_at', 'reversed_at'),
  },
  record_proposals: {
    evidence: 'kept',
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
      'due_on', // of the next step, or counted anew by a calendar that was not known
      'due_is_provisional',
      'due_trace',
    ),
  },
  record_proposal_lines: {
    evidence: 'kept',
    distribution: byVolunteer(),
    privilege: insertAndUpdate('result_record_id', 'outcome'),
  },
  certificate_prefixes: { evidence: 'kept', distribution: reference, privilege: insert },
  certificates: {
    evidence: 'told',
    distribution: byVolunteer(),
    privilege: insertAndUpdate('superseded_at', 'superseded_reason', 'revoked_at', 'revoked_by', 'revoke_reason'),
  },
  certificate_codes: { evidence: 'kept', distribution: alone('code'), privilege: insert },
};
