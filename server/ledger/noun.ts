import * as ledgerContract from '../../contract/ledger.ts';
import type { Manifest } from '../manifest.ts';
import { ledgerRoutes } from './routes.ts';
import { ledgerJobs } from './seal-ledger.ts';

export const ledger: Manifest = {
  contracts: [ledgerContract],
  routes: [ledgerRoutes],
  jobs: ledgerJobs,
};
