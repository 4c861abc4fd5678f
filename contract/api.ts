import { isEndpoint, type Endpoint } from './endpoint.ts';
import * as accounts from './accounts/sign-in.ts';
import * as activityDecisions from './projects/decisions.ts';
import * as activityDrafts from './projects/drafts.ts';
import * as activityOffers from './projects/offers.ts';
import * as audit from './accounts/audit.ts';
import * as personalDataReport from './accounts/personal-data-report.ts';
import * as calendar from './calendar.ts';
import * as ledger from './ledger.ts';
import * as countyOverview from './organizations/county.ts';
import * as mechanism from './organizations/mechanism.ts';
import * as organizationProfile from './organizations/profile.ts';
import * as surveys from './organizations/surveys.ts';
import * as myVolunteer from './volunteers/mine.ts';
import * as organizations from './organizations/tree.ts';
import * as certificates from './records/certificates.ts';
import * as checkIn from './records/check-in.ts';
import * as hourImports from './records/imports.ts';
import * as proposals from './records/proposals.ts';
import * as records from './records/records.ts';
import * as ruleBookEffects from './records/rule-book-effects.ts';
import * as stars from './records/stars.ts';
import * as phoneRecoveries from './volunteers/phone-recoveries.ts';
import * as platform from './platform.ts';
import * as projects from './projects/projects.ts';
import * as registration from './volunteers/registration.ts';
import * as roles from './accounts/roles.ts';
import * as ruleBooks from './organizations/rule-books.ts';
import * as activityChanges from './projects/changes.ts';
import * as signUps from './projects/sign-ups.ts';
import * as volunteerImports from './volunteers/imports.ts';
import * as volunteerReports from './volunteers/reports.ts';
import * as volunteers from './volunteers/volunteers.ts';

/** Every endpoint of the product: a noun adds its contract files here, one line each. */
export const contracts = {
  platform,
  organizations,
  organizationProfile,
  countyOverview,
  mechanism,
  surveys,
  ruleBooks,
  accounts,
  roles,
  audit,
  personalDataReport,
  calendar,
  ledger,
  registration,
  projects,
  activityDrafts,
  activityDecisions,
  activityChanges,
  activityOffers,
  signUps,
  checkIn,
  records,
  stars,
  proposals,
  hourImports,
  ruleBookEffects,
  certificates,
  volunteerImports,
  myVolunteer,
  volunteers,
  phoneRecoveries,
  volunteerReports,
} as const;

/** What each endpoint is called in the OpenAPI document: as the contract calls it. */
export const operationIds: ReadonlyMap<Endpoint, string> = new Map(
  Object.values(contracts).flatMap((contract) =>
    Object.entries(contract).flatMap(([name, value]) => (isEndpoint(value) ? [[value, name] as const] : [])),
  ),
);

export const endpoints: readonly Endpoint[] = Object.values(contracts).flatMap((contract) =>
  Object.values(contract).filter(isEndpoint),
);
