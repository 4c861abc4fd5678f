import type { ListName } from '../../../../domain/organizations/list-names.ts';
import { corrections, leagueDutyList, meetingsOverdue, standardisation, unregistered } from './associations.ts';
import { demonstration, pilotCommunities, pilotUnits } from './chosen.ts';
import {
  bottlenecks,
  guidance,
  policySheets,
  surveys,
  visits,
  withoutContactOfficer,
  withoutWatcher,
} from './counties.ts';
import { brigades, levelsWithoutService, mechanism, unpairedCommunities } from './coverage.ts';
import { directions } from './directions.ts';
import { dissolved } from './dissolved.ts';
import type { List } from './list.ts';

/** Every named list, so that a page can offer them all. */
export const lists: Readonly<Record<ListName, List>> = {
  without_watcher: withoutWatcher,
  policy_sheets: policySheets,
  without_contact_officer: withoutContactOfficer,
  unregistered,
  league_duty: leagueDutyList,
  brigades,
  meetings_overdue: meetingsOverdue,
  unpaired_communities: unpairedCommunities,
  levels_without_service: levelsWithoutService,
  demonstration,
  pilot_units: pilotUnits,
  pilot_communities: pilotCommunities,
  bottlenecks,
  visits,
  surveys,
  standardisation,
  corrections,
  guidance,
  mechanism,
  directions,
  dissolved,
};
