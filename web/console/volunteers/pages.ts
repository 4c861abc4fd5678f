import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';
import { useVolunteersWaiting } from './waiting.ts';

export const volunteers: Manifest = {
  pages: [
    { path: '/volunteers', load: () => import('./roster/Roster.tsx') },
    { path: '/volunteers/new', load: () => import('./registration/RegisterOne.tsx') },
    { path: '/volunteers/import', load: () => import('./imports/Import.tsx') },
    { path: '/volunteers/joiners', load: () => import('./roster/Joiners.tsx') },
    { path: '/volunteers/residents', load: () => import('./roster/Residents.tsx') },
    { path: '/volunteers/league', load: () => import('./roster/League.tsx') },
    { path: '/volunteers/matters', load: () => import('./profile/Matters.tsx') },
    { path: '/volunteers/merges', load: () => import('./merges/Merges.tsx') },
    { path: '/volunteers/recoveries', load: () => import('./phone-recovery/PhoneRecoveries.tsx') },
    { path: '/volunteers/honours', load: () => import('./profile/HonoursToConfirm.tsx') },
    { path: '/volunteers/minors', load: () => import('./guardians/Minors.tsx') },
    { path: '/volunteers/terms', load: () => import('./registration/Terms.tsx') },
    { path: '/volunteers/cards', load: () => import('./registration/CardLookup.tsx') },
    { path: '/volunteers/:id', load: () => import('./profile/Volunteer.tsx') },
  ],
  modules: [
    {
      path: '/volunteers',
      shelf: 'work',
      words: () => t('志愿者', 'People'),
      note: () => t('名册、登记、导入、未成年人', 'Roster, registration, import, minors'),
      opens: ['volunteers.'],
    },
  ],
  useWaiting: useVolunteersWaiting,
};
