import { listSealRoots, listSeals } from '../../contract/ledger.ts';
import type { Routes } from '../http/mount.ts';
import { sealRootLines } from '../../domain/ledger/published-seals.ts';
import { readAllSeals, readSeals } from './queries.ts';

export const ledgerRoutes: Routes = (mount) => {
  mount(listSealRoots, async (call) => ({ content: sealRootLines(await readAllSeals(call.reader)), inline: true }));
  mount(listSeals, async (call) => ({ rows: await readSeals(call.reader, call.query.limit) }));
};
