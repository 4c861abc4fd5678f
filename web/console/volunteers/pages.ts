import { volunteersDesk } from '../../../domain/volunteers/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const volunteers: Manifest = {
  pages: [
    { page: volunteersDesk.roster, load: () => import('./roster/Roster.tsx') },
    { page: volunteersDesk.registerOne, load: () => import('./registration/RegisterOne.tsx') },
    { page: volunteersDesk.import, load: () => import('./imports/Import.tsx') },
    { page: volunteersDesk.joiners, load: () => import('./roster/Joiners.tsx') },
    { page: volunteersDesk.residents, load: () => import('./roster/Residents.tsx') },
    { page: volunteersDesk.league, load: () => import('./roster/League.tsx') },
    { page: volunteersDesk.matters, load: () => import('./profile/Matters.tsx') },
    { page: volunteersDesk.merges, load: () => import('./merges/Merges.tsx') },
    { page: volunteersDesk.recoveries, load: () => import('./phone-recovery/PhoneRecoveries.tsx') },
    { page: volunteersDesk.honours, load: () => import('./profile/HonoursToConfirm.tsx') },
    { page: volunteersDesk.minors, load: () => import('./guardians/Minors.tsx') },
    { page: volunteersDesk.terms, load: () => import('./registration/Terms.tsx') },
    { page: volunteersDesk.cards, load: () => import('./registration/CardLookup.tsx') },
    { page: volunteersDesk.volunteer, load: () => import('./profile/Volunteer.tsx') },
  ],
  modules: [
    {
      page: volunteersDesk.roster,
      shelf: 'work',
      words: () => t('志愿者', 'People'),
      note: () => t('名册、登记、导入、未成年人', 'Roster, registration, import, minors'),
      opens: ['volunteers.'],
    },
  ],
};
