import { projectsPhone } from '../../../domain/projects/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const projects: Manifest = {
  pages: [
    { page: projectsPhone.activities, load: () => import('./Activities.tsx') },
    { page: projectsPhone.activity, load: () => import('./Activity.tsx') },
    { page: projectsPhone.signUps, load: () => import('./SignUps.tsx') },
    { page: projectsPhone.invitations, load: () => import('./Invitations.tsx') },
    { page: projectsPhone.openActivities, load: () => import('./OpenActivities.tsx') },
    { page: projectsPhone.openActivity, load: () => import('./OpenActivity.tsx') },
  ],
  links: [
    {
      href: projectsPhone.signUps(),
      shelf: 'serving',
      icon: 'calendar',
      words: () => t('我的报名', 'My sign-ups'),
      note: () => t('要去的、候补的、去过的', 'Coming, waiting, past'),
    },
    {
      href: projectsPhone.invitations(),
      shelf: 'serving',
      icon: 'speech',
      words: () => t('邀请我的', 'Invitations'),
      note: () => t('去不去由您定', 'You decide'),
    },
  ],
};
