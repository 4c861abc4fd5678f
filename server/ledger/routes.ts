import { listSeals } from '../../contract/ledger.ts';
import type { Routes } from '../http/mount.ts';
import { readSeals } from './queries.ts';

export const ledgerRoutes: Routes = (mount) => {
  mount(listSeals, async (call) => ({ rows: await readSeals(call.reader, call.query.limit) }));
};
