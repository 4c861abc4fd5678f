import type { DeskAddress, PagePattern } from '../../domain/address.ts';
import type { Route } from '../ui/routes.tsx';
import type { UseWaiting } from './home/waiting-lines.ts';

/** The bar of modules from above: the daily work, and what is set up and looked after. */
export const moduleShelves = ['work', 'upkeep'] as const;

/** A module in the bar. It shows to whoever holds a permission of it. */
export type Module = {
  readonly page: (() => DeskAddress) & PagePattern;
  readonly shelf: (typeof moduleShelves)[number];
  readonly words: () => string;
  readonly note: () => string;
  /** Any permission that begins with one of these opens the module. */
  readonly opens: readonly string[];
};

/** What a noun or a core brings to the console, in its `pages.ts`. */
export type Manifest = {
  /** One line a page. The page is the default export of its file; its code is fetched when first opened. */
  readonly pages: readonly Route[];
  readonly modules?: readonly Module[];
  /** What waits for this person on the home page. */
  readonly useWaiting?: UseWaiting;
};
