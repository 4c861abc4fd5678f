import type { Manifest } from '../manifest.ts';

export const calendar: Manifest = {
  pages: [{ path: '/rules/holidays', load: () => import('./Holidays.tsx') }],
};
