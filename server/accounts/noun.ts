import * as signIn from '../../contract/accounts/sign-in.ts';
import * as roles from '../../contract/accounts/roles.ts';
import * as audit from '../../contract/accounts/audit.ts';
import * as personalDataReport from '../../contract/accounts/personal-data-report.ts';
import type { Manifest } from '../manifest.ts';
import { accountsRoutes } from './routes.ts';

export const accounts: Manifest = {
  contracts: [signIn, roles, audit, personalDataReport],
  routes: [accountsRoutes],
};
