import type { Manifest } from '../manifest.ts';

export const ledger: Manifest = {
  pages: [{ path: '/seal', load: () => import('./Seals.tsx') }],
};
