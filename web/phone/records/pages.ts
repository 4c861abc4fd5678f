import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const records: Manifest = {
  pages: [
    { path: '/verify', load: () => import('./Verify.tsx') },
    { path: '/verify/:code', load: () => import('./Verify.tsx') },
    { path: '/hours', load: () => import('./Hours.tsx') },
    { path: '/hours/in-period', load: () => import('./HoursInPeriod.tsx') },
    { path: '/hours/correct', load: () => import('./Corrections.tsx') },
    { path: '/hours/correct/:attendance_id', load: () => import('./AskCorrection.tsx') },
    { path: '/hours/:record_id', load: () => import('./RecordHistory.tsx') },
    { path: '/scan', load: () => import('./Scan.tsx') },
    { path: '/certificates', load: () => import('./Certificates.tsx') },
  ],
  links: [
    {
      href: '/certificates',
      shelf: 'serving',
      icon: 'file',
      words: () => t('我的证明', 'My certificates'),
      note: () => t('免费开，随时验', 'Free, and verifiable'),
    },
  ],
};
