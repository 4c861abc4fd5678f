import * as checkIn from '../../contract/records/check-in.ts';
import * as service from '../../contract/records/records.ts';
import * as stars from '../../contract/records/stars.ts';
import * as proposals from '../../contract/records/proposals.ts';
import * as imports from '../../contract/records/imports.ts';
import * as ruleBookEffects from '../../contract/records/rule-book-effects.ts';
import * as certificates from '../../contract/records/certificates.ts';
import type { Manifest } from '../manifest.ts';
import { recordsJobs } from './certificates/purge-sheets.ts';
import { recordsRoutes } from './routes.ts';

export const records: Manifest = {
  contracts: [checkIn, service, stars, proposals, imports, ruleBookEffects, certificates],
  routes: [recordsRoutes],
  jobs: recordsJobs,
};
