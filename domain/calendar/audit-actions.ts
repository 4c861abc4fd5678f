import type { AuditTable } from '../manifest.ts';

export const calendarActions = {
  'calendar.edit_holiday': { zh: '修改节假日', en: 'Edited a holiday' },
  'calendar.state_holiday_year': { zh: '录完一年放假安排', en: 'Completed a year of the calendar' },
  'calendar.take_deadline_step': { zh: '到期提醒或逾期上报', en: 'Reminded of a deadline or told upwards' },
} as const satisfies AuditTable;
