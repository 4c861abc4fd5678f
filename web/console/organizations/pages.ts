import { organizationsDesk } from '../../../domain/organizations/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';
import { organizationsRuleFields } from './rule-fields.ts';

export const organizations: Manifest = {
  pages: [
    { page: organizationsDesk.countyOverview, load: () => import('./county/CountyOverview.tsx') },
    { page: organizationsDesk.lists, load: () => import('./county/Lists.tsx') },
    { page: organizationsDesk.surveys, load: () => import('./county/Surveys.tsx') },
    { page: organizationsDesk.asked, load: () => import('./county/Asked.tsx') },
    { page: organizationsDesk.selections, load: () => import('./county/Selections.tsx') },
    { page: organizationsDesk.organizations, load: () => import('./tree/Organizations.tsx') },
    { page: organizationsDesk.rules, load: () => import('./rule-books/RuleBooks.tsx') },
    { page: organizationsDesk.ruleProposals, load: () => import('./rule-books/RuleProposals.tsx') },
    { page: organizationsDesk.ruleProposal, load: () => import('./rule-books/RuleProposal.tsx') },
  ],
  modules: [
    {
      page: organizationsDesk.countyOverview,
      shelf: 'work',
      words: () => t('台账', 'County overview'),
      note: () => t('县级组织台账、各类清单', 'County organisations, named lists'),
      opens: ['organizations.read'],
    },
    {
      page: organizationsDesk.organizations,
      shelf: 'work',
      words: () => t('组织', 'Units'),
      note: () => t('机构树、资料、队伍', 'The tree, records, teams'),
      opens: ['organizations.'],
    },
    {
      page: organizationsDesk.rules,
      shelf: 'upkeep',
      words: () => t('规则', 'Rules'),
      note: () => t('计时、年龄、星级、发布', 'Time, age, stars, publishing'),
      opens: ['organizations.rules', 'organizations.read'],
    },
  ],
  ruleFields: organizationsRuleFields,
};
