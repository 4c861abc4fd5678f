import { ownPhone } from '../../../domain/paths.ts';
import { t } from '../../ui/words.ts';
import { linkShelves, type MeLink } from '../manifest.ts';
import { manifests } from '../nouns.ts';

const own: readonly MeLink[] = [
  {
    href: ownPhone.privacy(),
    shelf: 'account',
    icon: 'eye',
    words: () => t('隐私', 'Privacy'),
    note: () => t('谁能看到我，谁看过', 'Who can see me, who looked'),
  },
  {
    href: ownPhone.phoneNumber(),
    shelf: 'account',
    icon: 'phone',
    words: () => t('手机号', 'Phone number'),
    note: () => t('换登录手机号', 'Change the one you sign in with'),
  },
  {
    href: ownPhone.security(),
    shelf: 'account',
    icon: 'lock',
    words: () => t('登录与安全', 'Sign-in and security'),
    note: () => t('密码、验证器、登录过的设备', 'Password, authenticator, devices'),
  },
];
const every = [...manifests.flatMap(({ links = [] }) => links), ...own];

/** What stands under 我的: shelf by shelf, in the order of the nouns. */
export const meLinks: readonly MeLink[] = linkShelves.flatMap((shelf) => every.filter((one) => one.shelf === shelf));
