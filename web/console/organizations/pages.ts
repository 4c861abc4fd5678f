import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';
import { useOrganizationsWaiting } from './waiting.ts';

export const organizations: Manifest = {
  pages: [
    { path: '/county-overview', load: () => import('./county/CountyOverview.tsx') },
    { path: '/county-overview/lists', load: () => import('./county/Lists.tsx') },
    { path: '/county-overview/surveys', load: () => import('./county/Surveys.tsx') },
    { path: '/county-overview/asked', load: () => import('./county/Asked.tsx') },
    { path: '/county-overview/selections', load: () => import('./county/Selections.tsx') },
    { path: '/organizations', load: () => import('./tree/Organizations.tsx') },
    { path: '/rules', load: () => import('./rule-books/RuleBooks.tsx') },
    { path: '/rules/proposals', load: () => import('./rule-books/RuleProposals.tsx') },
    { path: '/rules/proposals/:proposal_id', load: () => import('./rule-books/RuleProposal.tsx') },
  ],
  modules: [
    {
      path: '/county-overview',
      shelf: 'work',
      words: () => t('台账', 'County overview'),
      note: () => t('县级组织台账、各类清单', 'County organisations, named lists'),
      opens: ['organizations.read'],
    },
    {
      path: '/organizations',
      shelf: 'work',
      words: () => t('组织', 'Units'),
      note: () => t('机构树、资料、队伍', 'The tree, records, teams'),
      opens: ['organizations.'],
    },
    {
      path: '/rules',
      shelf: 'upkeep',
      words: () => t('规则', 'Rules'),
      note: () => t('计时、年龄、星级、发布', 'Time, age, stars, publishing'),
      opens: ['organizations.rules', 'organizations.read'],
    },
  ],
  useWaiting: useOrganizationsWaiting,
};
