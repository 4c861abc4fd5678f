import * as tree from '../../contract/organizations/tree.ts';
import * as dissolution from '../../contract/organizations/dissolution.ts';
import * as profile from '../../contract/organizations/profile.ts';
import * as attributes from '../../contract/organizations/attributes.ts';
import * as tasks from '../../contract/organizations/tasks.ts';
import * as selections from '../../contract/organizations/selections.ts';
import * as county from '../../contract/organizations/county.ts';
import * as mechanism from '../../contract/organizations/mechanism.ts';
import * as surveys from '../../contract/organizations/surveys.ts';
import * as ruleBooks from '../../contract/organizations/rule-books.ts';
import type { Manifest } from '../manifest.ts';
import { organizationsJobs } from './jobs.ts';
import { documentFiles } from './profile/documents.ts';
import { organizationsLifecycle } from './lifecycle.ts';
import { organizationsRoutes } from './routes.ts';
import { taskDeadlines } from './profile/task-deadlines.ts';
import { organizationProfileRoutes } from './profile-routes.ts';
import { surveyRoutes } from './survey-routes.ts';
import { ruleBookRoutes } from './rule-book-routes.ts';
import { organizationsTables } from './tables.ts';
import { organizationsWaiting } from './waiting.ts';

export const organizations = {
  contracts: [tree, dissolution, profile, attributes, tasks, selections, county, mechanism, surveys, ruleBooks],
  routes: [organizationsRoutes, organizationProfileRoutes, surveyRoutes, ruleBookRoutes],
  jobs: organizationsJobs,
  deadlines: taskDeadlines,
  tables: organizationsTables,
  waiting: organizationsWaiting,
  lifecycle: organizationsLifecycle,
  attachments: { organization_document: documentFiles },
} satisfies Manifest;
