import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const volunteers: Manifest = {
  pages: [
    { path: '/me/profile', load: () => import('./Profile.tsx') },
    { path: '/me/terms', load: () => import('./MyTerms.tsx') },
    { path: '/me/guardian', load: () => import('./Guardian.tsx') },
    { path: '/me/rights', load: () => import('./Rights.tsx') },
    { path: '/me/merges', load: () => import('./Merges.tsx') },
    { path: '/register', load: () => import('./Register.tsx') },
    { path: '/card', load: () => import('./Card.tsx') },
  ],
  links: [
    {
      href: '/card',
      shelf: 'serving',
      icon: 'scan',
      words: () => t('我的卡', 'My card'),
      note: () => t('出示给队长扫', 'For the leader to scan'),
    },
    {
      href: '/me/profile',
      shelf: 'person',
      icon: 'person',
      words: () => t('我的资料', 'My record'),
      note: () => t('技能、组织、意外险', 'Skills, units, insurance'),
    },
    {
      href: '/me/terms',
      shelf: 'person',
      icon: 'file',
      words: () => t('权利和义务', 'Rights and duties'),
      note: () => t('接受过的，随时可以再看', 'What was accepted, to read again'),
    },
    {
      href: '/me/guardian',
      shelf: 'person',
      icon: 'shield',
      words: () => t('监护', 'Guardian'),
      note: () => t('为孩子同意，或请家长同意', 'Consent for a child, or ask a parent'),
    },
    {
      href: '/me/rights',
      shelf: 'person',
      icon: 'speech',
      words: () => t('我的权益', 'My rights'),
      note: () => t('有难处、有意见，提出来', 'Raise a matter, get an answer'),
    },
    {
      href: '/me/merges',
      shelf: 'person',
      icon: 'person',
      words: () => t('合并请求', 'Merge requests'),
      note: () => t('有人用您的证件号注册，是不是您', 'Somebody registered with your document'),
    },
  ],
};
