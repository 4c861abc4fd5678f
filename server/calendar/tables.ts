import { insertAndUpdateAll, reference, type Tables } from '../db/table.ts';

export const calendarTables: Tables = {
  holidays: { distribution: reference, privilege: insertAndUpdateAll },
  holiday_years: { distribution: reference, privilege: insertAndUpdateAll },
};
