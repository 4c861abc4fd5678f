import * as projectContract from '../../contract/projects/projects.ts';
import * as repeatedActivities from '../../contract/projects/repeated-activities.ts';
import * as stages from '../../contract/projects/stages.ts';
import * as residentShare from '../../contract/projects/resident-share.ts';
import * as figures from '../../contract/projects/figures.ts';
import * as drafts from '../../contract/projects/drafts.ts';
import * as decisions from '../../contract/projects/decisions.ts';
import * as changes from '../../contract/projects/changes.ts';
import * as offers from '../../contract/projects/offers.ts';
import * as openActivities from '../../contract/projects/open-activities.ts';
import * as home from '../../contract/projects/home.ts';
import * as signUps from '../../contract/projects/sign-ups.ts';
import * as activityRoster from '../../contract/projects/activity-roster.ts';
import type { Manifest } from '../manifest.ts';
import { projectsAnswers } from './answers.ts';
import { projectsLifecycle } from './lifecycle.ts';
import { projectsRoutes } from './routes.ts';
import { activityRoutes } from './activity-routes.ts';
import { signUpRoutes } from './sign-up-routes.ts';
import { projectsTables } from './tables.ts';
import { projectsWaiting } from './waiting.ts';

export const projects = {
  contracts: [
    projectContract,
    repeatedActivities,
    stages,
    figures,
    residentShare,
    drafts,
    decisions,
    changes,
    offers,
    openActivities,
    home,
    signUps,
    activityRoster,
  ],
  routes: [projectsRoutes, activityRoutes, signUpRoutes],
  tables: projectsTables,
  answers: projectsAnswers,
  waiting: projectsWaiting,
  lifecycle: projectsLifecycle,
} satisfies Manifest;
