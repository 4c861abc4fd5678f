import type { Manifest } from '../manifest.ts';
import { evidenceJobs } from './jobs.ts';
import { evidenceTables } from './tables.ts';

export const evidence: Manifest = {
  routes: [],
  jobs: evidenceJobs,
  tables: evidenceTables,
};
