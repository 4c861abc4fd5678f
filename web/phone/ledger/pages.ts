import { ledgerPhone } from '../../../domain/ledger/paths.ts';
import type { Manifest } from '../manifest.ts';

export const ledger: Manifest = {
  pages: [{ page: ledgerPhone.seals, load: () => import('./Seals.tsx') }],
};
