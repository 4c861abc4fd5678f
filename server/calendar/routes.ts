import * as contract from '../../contract/calendar.ts';
import type { Routes } from '../http/mount.ts';
import { editHoliday, mayEditCalendar, stateHolidayYear } from './edit-holiday.ts';
import { calendarBetween, holidaysKnownUntil, statedYears } from './holidays.ts';

export const calendarRoutes: Routes = (mount) => {
  mount(contract.listHolidays, async (call) => ({
    known_until: await holidaysKnownUntil(call.reader),
    rows: await calendarBetween(call.reader, call.query.from, call.query.until),
    years: await statedYears(call.reader),
    can: { edit: await mayEditCalendar(call.reader, call.actor) },
  }));
  mount(contract.stateHolidayYear, (call) =>
    call.write((writer) => stateHolidayYear(writer, { ...call.body, ...call.params })),
  );
  mount(contract.editHoliday, (call) => call.write((writer) => editHoliday(writer, { ...call.body, ...call.params })));
};
