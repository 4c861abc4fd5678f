import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { businessDate, can, done, inPeriod, longestYears, shortText } from './shapes.ts';

export const listHolidays = endpoint({
  method: 'GET',
  path: '/api/holidays',
  tag: 'calendar',
  summary:
    'Days off and working weekends between two days: the published national calendar with the changes made here, and until when it is known',
  access: 'signed_in',
  query: z.object({ from: businessDate, until: businessDate }).superRefine(inPeriod(longestYears.by_day)),
  output: z.object({
    known_until: businessDate,
    rows: z.array(
      z.object({
        day: businessDate,
        name: z.string(),
        is_off: z.boolean(),
        is_edited: z.boolean(),
        source: z.string().nullable(),
        edited_by_name: z.string().nullable(),
      }),
    ),
    years: z.array(z.object({ year: z.number().int(), source: z.string() })),
    can: can('edit'),
  }),
  problems: [],
});

export const stateHolidayYear = endpoint({
  method: 'PUT',
  path: '/api/holiday-years/{year}',
  tag: 'calendar',
  summary: 'Say that the days off of a year are entered in full, with the document; only at the top of the tree',
  access: 'organizations.rules',
  params: z.object({ year: z.coerce.number().int().min(2020).max(2100) }),
  body: z.object({ source: shortText }),
  output: done,
  problems: ['core.forbidden'],
});

export const editHoliday = endpoint({
  method: 'PUT',
  path: '/api/holidays/{day}',
  tag: 'calendar',
  summary:
    'Say that a day is off or a working day, with the source; one calendar for all, so only at the top of the tree',
  access: 'organizations.rules',
  params: z.object({ day: businessDate }),
  body: z.object({ name: shortText, is_off: z.boolean(), source: shortText }),
  output: done,
  problems: ['core.forbidden'],
});
