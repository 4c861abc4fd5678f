import * as projectContract from '../../contract/projects/projects.ts';
import * as drafts from '../../contract/projects/drafts.ts';
import * as decisions from '../../contract/projects/decisions.ts';
import * as changes from '../../contract/projects/changes.ts';
import * as offers from '../../contract/projects/offers.ts';
import * as signUps from '../../contract/projects/sign-ups.ts';
import type { Manifest } from '../manifest.ts';
import { projectsRoutes } from './routes.ts';
import { activityRoutes } from './activity-routes.ts';
import { signUpRoutes } from './sign-up-routes.ts';

export const projects: Manifest = {
  contracts: [projectContract, drafts, decisions, changes, offers, signUps],
  routes: [projectsRoutes, activityRoutes, signUpRoutes],
};
