import type { Route } from '../ui/routes.tsx';
import { manifests } from './nouns.ts';

/** The phone's own pages, then those of the nouns. */
export const routes: readonly Route[] = [
  { path: '/', load: () => import('./home/Home.tsx') },
  { path: '/sign-in', load: () => import('./sign-in/SignIn.tsx') },
  { path: '/welcome', load: () => import('./sign-in/Welcome.tsx') },
  { path: '/me', load: () => import('./me/Me.tsx') },
  { path: '/objection', load: () => import('./me/Objection.tsx') },
  { path: '/me/owner', load: () => import('./me/Owner.tsx') },
  { path: '/me/phone', load: () => import('./me/Phone.tsx') },
  { path: '/me/privacy', load: () => import('./me/Privacy.tsx') },
  { path: '/me/security', load: () => import('./me/Security.tsx') },
  { path: '/messages', load: () => import('./messages/Messages.tsx') },
  ...manifests.flatMap(({ pages }) => pages),
];
