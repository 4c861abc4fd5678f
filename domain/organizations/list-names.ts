/** The named lists over everything below an organisation: what is missing, overdue, chosen or covered. */
export const listNames = [
  'without_watcher',
  'policy_sheets',
  'without_contact_officer',
  'unregistered',
  'league_duty',
  'brigades',
  'meetings_overdue',
  'unpaired_communities',
  'levels_without_service',
  'demonstration',
  'pilot_units',
  'pilot_communities',
  'bottlenecks',
  'visits',
  'surveys',
  'standardisation',
  'corrections',
  'guidance',
  'mechanism',
  'directions',
  'dissolved',
] as const;

export type ListName = (typeof listNames)[number];
