import { recordsPhone } from '../../../domain/records/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const records: Manifest = {
  pages: [
    { page: recordsPhone.verify, load: () => import('./Verify.tsx') },
    { page: recordsPhone.verified, load: () => import('./Verify.tsx') },
    { page: recordsPhone.hours, load: () => import('./Hours.tsx') },
    { page: recordsPhone.hoursInPeriod, load: () => import('./HoursInPeriod.tsx') },
    { page: recordsPhone.corrections, load: () => import('./Corrections.tsx') },
    { page: recordsPhone.askCorrection, load: () => import('./AskCorrection.tsx') },
    { page: recordsPhone.record, load: () => import('./RecordHistory.tsx') },
    { page: recordsPhone.scan, load: () => import('./Scan.tsx') },
    { page: recordsPhone.certificates, load: () => import('./Certificates.tsx') },
  ],
  links: [
    {
      href: recordsPhone.certificates(),
      shelf: 'serving',
      icon: 'file',
      words: () => t('我的证明', 'My certificates'),
      note: () => t('免费开，随时验', 'Free, and verifiable'),
    },
  ],
};
