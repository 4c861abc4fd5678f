import type { Route } from '../ui/routes.tsx';

/** One line a page. The page is the default export of its file; its code is fetched when first opened. */
export const routes: readonly Route[] = [
  { path: '/', load: () => import('./home/Home.tsx') },
  { path: '/sign-in', load: () => import('./sign-in/SignIn.tsx') },
  { path: '/seal', load: () => import('./ledger/Seals.tsx') },
  { path: '/me', load: () => import('./me/Me.tsx') },
  { path: '/me/privacy', load: () => import('./me/Privacy.tsx') },
  { path: '/me/security', load: () => import('./me/Security.tsx') },
  { path: '/messages', load: () => import('./messages/Messages.tsx') },
  { path: '/verify', load: () => import('./records/Verify.tsx') },
  { path: '/verify/:code', load: () => import('./records/Verify.tsx') },
  { path: '/open', load: () => import('./projects/OpenActivities.tsx') },
  { path: '/open/:id', load: () => import('./projects/OpenActivity.tsx') },
];
