import * as registration from '../../contract/volunteers/registration.ts';
import * as imports from '../../contract/volunteers/imports.ts';
import * as mine from '../../contract/volunteers/mine.ts';
import * as roster from '../../contract/volunteers/volunteers.ts';
import * as phoneRecoveries from '../../contract/volunteers/phone-recoveries.ts';
import * as reports from '../../contract/volunteers/reports.ts';
import type { Manifest } from '../manifest.ts';
import { volunteersJobs } from './jobs.ts';
import { volunteersRoutes } from './routes.ts';

export const volunteers: Manifest = {
  contracts: [registration, imports, mine, roster, phoneRecoveries, reports],
  routes: [volunteersRoutes],
  jobs: volunteersJobs,
};
