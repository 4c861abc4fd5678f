import { calendarDesk } from '../../../domain/calendar/paths.ts';
import type { Manifest } from '../manifest.ts';

export const calendar: Manifest = {
  pages: [{ page: calendarDesk.holidays, load: () => import('./Holidays.tsx') }],
};
