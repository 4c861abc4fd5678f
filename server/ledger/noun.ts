import * as ledgerContract from '../../contract/ledger.ts';
import type { Manifest } from '../manifest.ts';
import { ledgerRoutes } from './routes.ts';

export const ledger: Manifest = {
  contracts: [ledgerContract],
  routes: [ledgerRoutes],
};
