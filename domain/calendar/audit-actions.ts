import type { AuditTable } from '../manifest.ts';

export const calendarActions = {
  'calendar.edit_holiday': { zh: '修改节假日', en: 'Edited a holiday' },
  'calendar.state_holiday_year': { zh: '录完一年放假安排', en: 'Completed a year of the calendar' },
} as const satisfies AuditTable;
