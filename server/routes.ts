import type { Routes } from './http/mount.ts';
import { accountsRoutes } from './accounts/routes.ts';
import { organizationsRoutes } from './organizations/routes.ts';
import { organizationProfileRoutes } from './organizations/profile-routes.ts';
import { surveyRoutes } from './organizations/survey-routes.ts';
import { ruleBookRoutes } from './organizations/rule-book-routes.ts';
import { dissolutionRoutes } from './dissolution-routes.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { recordsRoutes } from './records/routes.ts';
import { platformRoutes } from './platform/routes.ts';
import { activityRoutes } from './projects/activity-routes.ts';
import { projectsRoutes } from './projects/routes.ts';
import { signUpRoutes } from './projects/sign-up-routes.ts';
import { volunteersRoutes } from './volunteers/routes.ts';

/** Every noun's routes, one line each. */
export const routes: readonly Routes[] = [
  platformRoutes,
  organizationsRoutes,
  organizationProfileRoutes,
  dissolutionRoutes,
  surveyRoutes,
  ruleBookRoutes,
  accountsRoutes,
  calendarRoutes,
  ledgerRoutes,
  volunteersRoutes,
  recordsRoutes,
  projectsRoutes,
  activityRoutes,
  signUpRoutes,
];
