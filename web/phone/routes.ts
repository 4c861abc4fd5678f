import { ownPhone } from '../../domain/paths.ts';
import type { Route } from '../ui/routes.tsx';
import { manifests } from './nouns.ts';

/** The phone's own pages, then those of the nouns. */
export const routes: readonly Route[] = [
  { page: ownPhone.home, load: () => import('./home/Home.tsx') },
  { page: ownPhone.signIn, load: () => import('./sign-in/SignIn.tsx') },
  { page: ownPhone.welcome, load: () => import('./sign-in/Welcome.tsx') },
  { page: ownPhone.me, load: () => import('./me/Me.tsx') },
  { page: ownPhone.objection, load: () => import('./me/Objection.tsx') },
  { page: ownPhone.owner, load: () => import('./me/Owner.tsx') },
  { page: ownPhone.phoneNumber, load: () => import('./me/Phone.tsx') },
  { page: ownPhone.privacy, load: () => import('./me/Privacy.tsx') },
  { page: ownPhone.security, load: () => import('./me/Security.tsx') },
  { page: ownPhone.messageChoices, load: () => import('./messages/MessageChoices.tsx') },
  { page: ownPhone.messages, load: () => import('./messages/Messages.tsx') },
  ...manifests.flatMap(({ pages }) => pages),
];
