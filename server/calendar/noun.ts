import * as calendarContract from '../../contract/calendar.ts';
import type { Manifest } from '../manifest.ts';
import { calendarRoutes } from './routes.ts';

export const calendar: Manifest = {
  contracts: [calendarContract],
  routes: [calendarRoutes],
};
