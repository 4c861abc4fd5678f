import * as registration from '../../contract/volunteers/registration.ts';
import * as imports from '../../contract/volunteers/imports.ts';
import * as mine from '../../contract/volunteers/mine.ts';
import * as myConsents from '../../contract/volunteers/my-consents.ts';
import * as myMatters from '../../contract/volunteers/my-matters.ts';
import * as myMerges from '../../contract/volunteers/my-merges.ts';
import * as myCards from '../../contract/volunteers/my-cards.ts';
import * as myData from '../../contract/volunteers/my-data.ts';
import * as roster from '../../contract/volunteers/volunteers.ts';
import * as rosterContract from '../../contract/volunteers/roster.ts';
import * as honours from '../../contract/volunteers/honours.ts';
import * as minorAccess from '../../contract/volunteers/minor-access.ts';
import * as merges from '../../contract/volunteers/merges.ts';
import * as phoneRecoveries from '../../contract/volunteers/phone-recoveries.ts';
import * as reports from '../../contract/volunteers/reports.ts';
import type { Manifest } from '../manifest.ts';
import { volunteersAnswers } from './answers.ts';
import { volunteersLifecycle } from './lifecycle.ts';
import { volunteersJobs } from './jobs.ts';
import { matterDeadlines } from './profile/matter-deadlines.ts';
import { volunteersRoutes } from './routes.ts';
import { volunteersTables } from './tables.ts';
import { volunteersWaiting } from './waiting.ts';

export const volunteers = {
  contracts: [
    registration,
    imports,
    mine,
    myConsents,
    myMatters,
    myMerges,
    myCards,
    myData,
    roster,
    rosterContract,
    honours,
    minorAccess,
    merges,
    phoneRecoveries,
    reports,
  ],
  routes: [volunteersRoutes],
  deadlines: matterDeadlines,
  tables: volunteersTables,
  jobs: volunteersJobs,
  answers: volunteersAnswers,
  waiting: volunteersWaiting,
  lifecycle: volunteersLifecycle,
} satisfies Manifest;
