import type { PhoneAddress } from '../../domain/address.ts';
import type { IconName } from '../ui/Icon.tsx';
import type { Route } from '../ui/routes.tsx';

/** 我的 from above: what serving needs, who one is, and the account. */
export const linkShelves = ['serving', 'person', 'account'] as const;

/** A line under 我的; it shows once its page is among the routes. */
export type MeLink = {
  readonly href: PhoneAddress;
  readonly shelf: (typeof linkShelves)[number];
  readonly icon: IconName;
  readonly words: () => string;
  readonly note: () => string;
};

/** What a noun brings to the phone, in its `pages.ts`. */
export type Manifest = {
  /** One line a page. The page is the default export of its file; its code is fetched when first opened. */
  readonly pages: readonly Route[];
  readonly links?: readonly MeLink[];
};
