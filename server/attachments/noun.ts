import * as attachmentsContract from '../../contract/attachments.ts';
import type { Manifest } from '../manifest.ts';
import { attachmentsJobs } from './jobs.ts';
import { attachmentsLifecycle } from './lifecycle.ts';
import { attachmentsRoutes } from './routes.ts';
import { attachmentsTables } from './tables.ts';

export const attachments: Manifest = {
  contracts: [attachmentsContract],
  routes: [attachmentsRoutes],
  jobs: attachmentsJobs,
  tables: attachmentsTables,
  lifecycle: attachmentsLifecycle,
};
