import * as calendarContract from '../../contract/calendar.ts';
import type { Manifest } from '../manifest.ts';
import { calendarJobs } from './jobs.ts';
import { calendarLifecycle } from './lifecycle.ts';
import { calendarRoutes } from './routes.ts';
import { calendarTables } from './tables.ts';

export const calendar: Manifest = {
  contracts: [calendarContract],
  routes: [calendarRoutes],
  jobs: calendarJobs,
  tables: calendarTables,
  lifecycle: calendarLifecycle,
};
