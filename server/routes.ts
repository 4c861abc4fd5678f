import type { Routes } from './http/mount.ts';
import { platformRoutes } from './platform/routes.ts';

/** Every noun's routes, one line each. */
export const routes: readonly Routes[] = [
  platformRoutes,
];
