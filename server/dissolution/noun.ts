import type { Manifest } from '../manifest.ts';
import { dissolutionRoutes } from './routes.ts';

export const dissolution: Manifest = {
  routes: [dissolutionRoutes],
};
