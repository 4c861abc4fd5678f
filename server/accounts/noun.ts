import * as signIn from '../../contract/accounts/sign-in.ts';
import * as security from '../../contract/accounts/security.ts';
import * as savedViews from '../../contract/accounts/saved-views.ts';
import * as notices from '../../contract/accounts/notices.ts';
import * as roles from '../../contract/accounts/roles.ts';
import * as grants from '../../contract/accounts/grants.ts';
import * as audit from '../../contract/accounts/audit.ts';
import * as personalDataReport from '../../contract/accounts/personal-data-report.ts';
import type { Manifest } from '../manifest.ts';
import { accountsAnswers } from './answers.ts';
import { accountsJobs } from './jobs.ts';
import { accountsLifecycle } from './lifecycle.ts';
import { accountsRoutes } from './routes.ts';
import { accountsTables } from './tables.ts';
import { accountsWaiting } from './waiting.ts';

export const accounts = {
  contracts: [signIn, security, notices, savedViews, roles, grants, audit, personalDataReport],
  routes: [accountsRoutes],
  tables: accountsTables,
  answers: accountsAnswers,
  waiting: accountsWaiting,
  lifecycle: accountsLifecycle,
  jobs: accountsJobs,
} satisfies Manifest;
