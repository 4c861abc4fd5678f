import { keepsPerson, type Lifecycle } from '../lifecycle.ts';

export const calendarLifecycle: Lifecycle = {
  lines: [
    ...keepsPerson('holidays', ['edited_by'], 'says by id who entered the day'),
    ...keepsPerson('holiday_years', ['stated_by'], 'says by id who answers for the year'),
  ],
};
