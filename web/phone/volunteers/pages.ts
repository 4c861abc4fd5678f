import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const volunteers: Manifest = {
  pages: [
    { page: volunteersPhone.profile, load: () => import('./Profile.tsx') },
    { page: volunteersPhone.terms, load: () => import('./MyTerms.tsx') },
    { page: volunteersPhone.guardian, load: () => import('./Guardian.tsx') },
    { page: volunteersPhone.rights, load: () => import('./Rights.tsx') },
    { page: volunteersPhone.merges, load: () => import('./Merges.tsx') },
    { page: volunteersPhone.register, load: () => import('./Register.tsx') },
    { page: volunteersPhone.card, load: () => import('./Card.tsx') },
  ],
  links: [
    {
      href: volunteersPhone.card(),
      shelf: 'serving',
      icon: 'scan',
      words: () => t('我的卡', 'My card'),
      note: () => t('出示给队长扫', 'For the leader to scan'),
    },
    {
      href: volunteersPhone.profile(),
      shelf: 'person',
      icon: 'person',
      words: () => t('我的资料', 'My record'),
      note: () => t('技能、组织、意外险', 'Skills, units, insurance'),
    },
    {
      href: volunteersPhone.terms(),
      shelf: 'person',
      icon: 'file',
      words: () => t('权利和义务', 'Rights and duties'),
      note: () => t('接受过的，随时可以再看', 'What was accepted, to read again'),
    },
    {
      href: volunteersPhone.guardian(),
      shelf: 'person',
      icon: 'shield',
      words: () => t('监护', 'Guardian'),
      note: () => t('为孩子同意，或请家长同意', 'Consent for a child, or ask a parent'),
    },
    {
      href: volunteersPhone.rights(),
      shelf: 'person',
      icon: 'speech',
      words: () => t('我的权益', 'My rights'),
      note: () => t('有难处、有意见，提出来', 'Raise a matter, get an answer'),
    },
    {
      href: volunteersPhone.merges(),
      shelf: 'person',
      icon: 'person',
      words: () => t('合并请求', 'Merge requests'),
      note: () => t('有人用您的证件号注册，是不是您', 'Somebody registered with your document'),
    },
  ],
};
