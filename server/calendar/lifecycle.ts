import { keepsOrganization, keepsPerson, type Lifecycle } from '../lifecycle.ts';

export const calendarLifecycle: Lifecycle = {
  lines: [
    ...keepsOrganization('deadline_steps', ['organization_id'], 'says where it was told'),
    ...keepsPerson('holidays', ['edited_by'], 'says by id who entered the day'),
    ...keepsPerson('holiday_years', ['stated_by'], 'says by id who answers for the year'),
  ],
};
