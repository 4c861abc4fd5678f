import type { Allowed } from './noun-order.ts';

/** What stays the wrong way round, at most five, each with its reason. */
export const exceptions: readonly (Allowed & { readonly why: string })[] = [
  {
    file: 'server/organizations/tree/move-organization.ts',
    way: 'writes',
    tables: [],
    why: 'Rows carry the path of their organisation, so that a list below a place needs no join; a move writes all of these copies in its own transaction.',
  },
  {
    file: 'server/organizations/tree/move-organization.ts',
    way: 'calls',
    tables: ['ledger_totals_follow'],
    why: 'Totals upwards follow the same move under the same lock.',
  },
  {
    file: 'server/volunteers/profile/export-person.ts',
    way: 'reads',
    tables: [],
    why: 'Everything held about a person, found through the catalogue, so that no later table is forgotten (PIPL art. 45).',
  },
  {
    file: 'server/organizations/',
    way: 'reads',
    tables: ['persons'],
    why: 'Lists of organisations name who did something; persons is the one table of names.',
  },
];

/** What is still to be turned round, by file. Lines only go: a new one is a fault, and so is one that nothing needs any more. */
export const remaining: readonly Allowed[] = [
  {
    file: 'server/accounts/audit/data-viewers.ts',
    way: 'reads',
    tables: ['activities', 'guardianships', 'memberships', 'sign_ups', 'volunteers'],
  },
  { file: 'server/accounts/audit/personal-data-report.ts', way: 'reads', tables: ['volunteers'] },
  { file: 'server/accounts/roles/role-queries.ts', way: 'reads', tables: ['activities'] },
  { file: 'server/organizations/county/lists/associations.ts', way: 'reads', tables: ['memberships'] },
  { file: 'server/organizations/county/lists/chosen.ts', way: 'reads', tables: ['activities'] },
  { file: 'server/organizations/profile/documents.ts', way: 'reads', tables: ['memberships', 'volunteers'] },
  { file: 'server/organizations/profile/follows-from.ts', way: 'reads', tables: ['activities', 'memberships'] },
  { file: 'server/organizations/tree/begin-alone.ts', way: 'reads', tables: ['role_grants', 'roles'] },
  { file: 'server/organizations/tree/change-organization.ts', way: 'reads', tables: ['service_records'] },
  { file: 'server/platform/queries.ts', way: 'reads', tables: ['volunteers'] },
  { file: 'server/projects/activities/cancel-activity.ts', way: 'reads', tables: ['attendances'] },
  { file: 'server/projects/lock-shifts.ts', way: 'reads', tables: ['attendances'] },
  { file: 'server/projects/sign-ups/check-ins.ts', way: 'reads', tables: ['attendance_stamps'] },
  { file: 'server/projects/sign-ups/my-sign-ups.ts', way: 'reads', tables: ['attendances'] },
  { file: 'server/projects/sign-ups/volunteer-sign-ups.ts', way: 'reads', tables: ['attendances'] },
  { file: 'server/volunteers/guardians/answer-guardian-request.ts', way: 'writes', tables: ['persons'] },
  {
    file: 'server/volunteers/guardians/give-back-seats.ts',
    way: 'reads',
    tables: ['activities', 'attendances', 'sign_ups'],
  },
  { file: 'server/volunteers/guardians/give-back-seats.ts', way: 'writes', tables: ['agendas'] },
  { file: 'server/volunteers/imports/import-roster.ts', way: 'writes', tables: ['identity_keys', 'persons'] },
  { file: 'server/volunteers/imports/undo-import.ts', way: 'reads', tables: ['sign_ups'] },
  { file: 'server/volunteers/imports/undo-import.ts', way: 'writes', tables: ['identity_keys', 'persons'] },
  { file: 'server/volunteers/merges/join-registrations.ts', way: 'reads', tables: ['service_records', 'sign_ups'] },
  {
    file: 'server/volunteers/merges/join-registrations.ts',
    way: 'writes',
    tables: ['accounts', 'persons', 'sessions'],
  },
  {
    file: 'server/volunteers/phone-recovery/not-mine.ts',
    way: 'writes',
    tables: ['accounts', 'identity_keys', 'persons', 'sessions'],
  },
  { file: 'server/volunteers/profile/bind-card.ts', way: 'writes', tables: ['identity_keys'] },
  { file: 'server/volunteers/profile/my-queries.ts', way: 'reads', tables: ['activities', 'sign_ups'] },
  {
    file: 'server/volunteers/registration/claim-registration.ts',
    way: 'writes',
    tables: ['accounts', 'identity_keys', 'known_devices', 'persons', 'role_grants', 'sessions'],
  },
  { file: 'server/volunteers/registration/register-at-station.ts', way: 'writes', tables: ['persons'] },
  { file: 'server/volunteers/registration/register-volunteer.ts', way: 'writes', tables: ['identity_keys', 'persons'] },
  { file: 'server/volunteers/registration/withdraw-volunteer.ts', way: 'reads', tables: ['sign_ups'] },
  {
    file: 'server/volunteers/registration/withdraw-volunteer.ts',
    way: 'writes',
    tables: ['accounts', 'demonstration_people', 'identity_keys', 'known_devices', 'persons', 'sessions'],
  },
  { file: 'server/volunteers/roster/report-queries.ts', way: 'reads', tables: ['sign_ups'] },
];
