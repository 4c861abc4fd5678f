import * as platformContract from '../../contract/platform.ts';
import type { Manifest } from '../manifest.ts';
import { platformJobs } from './jobs.ts';
import { platformRoutes } from './routes.ts';

export const platform: Manifest = {
  contracts: [platformContract],
  routes: [platformRoutes],
  jobs: platformJobs,
};
