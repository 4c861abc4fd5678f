import type { Route } from '../ui/routes.tsx';

/** One line a page. The page is the default export of its file; its code is fetched when first opened. */
export const routes: readonly Route[] = [
  { path: '/', load: () => import('./home/Home.tsx') },
  // every part of the kit on one page, for looking and for the accessibility test
  ...(import.meta.env.DEV ? [{ path: '/gallery', load: () => import('./gallery/Gallery.tsx') }] : []),
];
