import * as ledgerContract from '../../contract/ledger.ts';
import type { Manifest } from '../manifest.ts';
import { ledgerLifecycle } from './lifecycle.ts';
import { ledgerRoutes } from './routes.ts';
import { ledgerJobs } from './seal-ledger.ts';
import { ledgerTables } from './tables.ts';

export const ledger: Manifest = {
  contracts: [ledgerContract],
  routes: [ledgerRoutes],
  tables: ledgerTables,
  jobs: ledgerJobs,
  lifecycle: ledgerLifecycle,
};
