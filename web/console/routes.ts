import type { Route } from '../ui/routes.tsx';

/** One line a page. The page is the default export of its file; its code is fetched when first opened. */
export const routes: readonly Route[] = [
  { path: '/', load: () => import('./home/Home.tsx') },
];
