import { alone, insert, insertAndUpdateAll, reference, type Tables } from '../db/table.ts';

export const calendarTables: Tables = {
  holidays: { evidence: 'kept', distribution: reference, privilege: insertAndUpdateAll },
  holiday_years: { evidence: 'kept', distribution: reference, privilege: insertAndUpdateAll },
  deadline_steps: { evidence: 'kept', distribution: alone('subject_id'), privilege: insert },
};
