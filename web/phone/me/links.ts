import type { IconName } from '../../ui/Icon.tsx';
import { t } from '../../ui/words.ts';

/** What stands under 我的, one line each, in this order; a line shows once its page is among the routes. */
export type MeLink = {
  readonly href: string;
  readonly icon: IconName;
  readonly words: () => string;
  readonly note: () => string;
};

export const meLinks: readonly MeLink[] = [
  {
    href: '/card',
    icon: 'scan',
    words: () => t('我的卡', 'My card'),
    note: () => t('出示给队长扫', 'For the leader to scan'),
  },
  {
    href: '/sign-ups',
    icon: 'calendar',
    words: () => t('我的报名', 'My sign-ups'),
    note: () => t('要去的、候补的、去过的', 'Coming, waiting, past'),
  },
  {
    href: '/invitations',
    icon: 'speech',
    words: () => t('邀请我的', 'Invitations'),
    note: () => t('去不去由您定', 'You decide'),
  },
  {
    href: '/certificates',
    icon: 'file',
    words: () => t('我的证明', 'My certificates'),
    note: () => t('免费开，随时验', 'Free, and verifiable'),
  },
  {
    href: '/me/profile',
    icon: 'person',
    words: () => t('我的资料', 'My record'),
    note: () => t('技能、组织、意外险', 'Skills, units, insurance'),
  },
  {
    href: '/me/terms',
    icon: 'file',
    words: () => t('权利和义务', 'Rights and duties'),
    note: () => t('接受过的，随时可以再看', 'What was accepted, to read again'),
  },
  {
    href: '/me/guardian',
    icon: 'shield',
    words: () => t('监护', 'Guardian'),
    note: () => t('为孩子同意，或请家长同意', 'Consent for a child, or ask a parent'),
  },
  {
    href: '/me/rights',
    icon: 'speech',
    words: () => t('我的权益', 'My rights'),
    note: () => t('有难处、有意见，提出来', 'Raise a matter, get an answer'),
  },
  {
    href: '/me/merges',
    icon: 'person',
    words: () => t('合并请求', 'Merge requests'),
    note: () => t('有人用您的证件号注册，是不是您', 'Somebody registered with your document'),
  },
  {
    href: '/me/privacy',
    icon: 'eye',
    words: () => t('隐私', 'Privacy'),
    note: () => t('谁能看到我，谁看过', 'Who can see me, who looked'),
  },
  {
    href: '/me/phone',
    icon: 'phone',
    words: () => t('手机号', 'Phone number'),
    note: () => t('换登录手机号', 'Change the one you sign in with'),
  },
  {
    href: '/me/security',
    icon: 'lock',
    words: () => t('登录与安全', 'Sign-in and security'),
    note: () => t('密码、验证器、登录过的设备', 'Password, authenticator, devices'),
  },
];
