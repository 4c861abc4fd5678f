import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const projects: Manifest = {
  pages: [
    { path: '/activities', load: () => import('./Activities.tsx') },
    { path: '/activities/:activity_id', load: () => import('./Activity.tsx') },
    { path: '/sign-ups', load: () => import('./SignUps.tsx') },
    { path: '/invitations', load: () => import('./Invitations.tsx') },
    { path: '/open', load: () => import('./OpenActivities.tsx') },
    { path: '/open/:id', load: () => import('./OpenActivity.tsx') },
  ],
  links: [
    {
      href: '/sign-ups',
      shelf: 'serving',
      icon: 'calendar',
      words: () => t('我的报名', 'My sign-ups'),
      note: () => t('要去的、候补的、去过的', 'Coming, waiting, past'),
    },
    {
      href: '/invitations',
      shelf: 'serving',
      icon: 'speech',
      words: () => t('邀请我的', 'Invitations'),
      note: () => t('去不去由您定', 'You decide'),
    },
  ],
};
