import {
  all,
  byActivity,
  byVolunteer,
  insert,
  insertAndUpdate,
  insertAndUpdateAll,
  reference,
  type Tables,
} from '../db/table.ts';

/** Plans are edited until they are done; decisions about them stay. */
export const projectsTables: Tables = {
  projects: {
    distribution: reference,
    privilege: insertAndUpdate(
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
  },
  project_stages: { distribution: reference, privilege: insert },
  project_closings: { distribution: reference, privilege: insert },
  project_partners: { distribution: reference, privilege: insertAndUpdate('ended_at') },
  activities: { distribution: byActivity('id'), privilege: insertAndUpdateAll },
  activity_decisions: { distribution: byActivity(), privilege: insert },
  activity_co_hosts: {
    distribution: byActivity(),
    privilege: insertAndUpdate('organization_id', 'answered_by', 'answered_at', 'answer'),
  },
  activity_messages: { distribution: byActivity(), privilege: insert },
  activity_changes: {
    distribution: byActivity(),
    privilege: insertAndUpdate('decision', 'decided_by', 'decided_at', 'decision_reason'),
  },
  shifts: { distribution: byActivity(), privilege: all },
  sign_ups: {
    distribution: byVolunteer(),
    privilege: insertAndUpdate(
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
  },
  agendas: { distribution: byVolunteer(), privilege: all },
  invitations: { distribution: byVolunteer(), privilege: insertAndUpdate('answered_at', 'answer') },
  calendar_feeds: { distribution: byVolunteer(), privilege: all },
};
