import * as checkIn from '../../contract/records/check-in.ts';
import * as boards from '../../contract/records/boards.ts';
import * as service from '../../contract/records/records.ts';
import * as confirmations from '../../contract/records/confirmations.ts';
import * as hours from '../../contract/records/hours.ts';
import * as stars from '../../contract/records/stars.ts';
import * as appeals from '../../contract/records/appeals.ts';
import * as proposals from '../../contract/records/proposals.ts';
import * as firstSteps from '../../contract/records/first-steps.ts';
import * as imports from '../../contract/records/imports.ts';
import * as ruleBookEffects from '../../contract/records/rule-book-effects.ts';
import * as certificates from '../../contract/records/certificates.ts';
import * as badges from '../../contract/records/badges.ts';
import type { Manifest } from '../manifest.ts';
import { recordsAnswers } from './answers.ts';
import { recordsJobs } from './jobs.ts';
import { recordsLifecycle } from './lifecycle.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { checkInRoutes } from './check-in-routes.ts';
import { proposalDeadlines } from './proposals/proposal-deadlines.ts';
import { proposalRoutes } from './proposal-routes.ts';
import { printedCertificates } from './certificates/open-certificate.ts';
import { evidenceOfHours } from './proposals/evidence-files.ts';
import { serviceRoutes } from './service-routes.ts';
import { recordsTables } from './tables.ts';
import { recordsWaiting } from './waiting.ts';

export const records = {
  contracts: [
    checkIn,
    boards,
    service,
    confirmations,
    hours,
    stars,
    proposals,
    appeals,
    firstSteps,
    imports,
    ruleBookEffects,
    certificates,
    badges,
  ],
  routes: [checkInRoutes, serviceRoutes, proposalRoutes, certificateRoutes],
  deadlines: proposalDeadlines,
  tables: recordsTables,
  answers: recordsAnswers,
  waiting: recordsWaiting,
  lifecycle: recordsLifecycle,
  jobs: recordsJobs,
  attachments: { hours_evidence: evidenceOfHours, certificate: printedCertificates },
} satisfies Manifest;
