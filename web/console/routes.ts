import { ownDesk } from '../../domain/paths.ts';
import type { Route } from '../ui/routes.tsx';
import { manifests } from './nouns.ts';

/** The console's own pages, then those of the nouns. */
export const routes: readonly Route[] = [
  { page: ownDesk.home, load: () => import('./home/Home.tsx') },
  ...manifests.flatMap(({ pages }) => pages),
];
