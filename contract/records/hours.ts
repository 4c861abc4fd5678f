import { z } from 'zod';
import { organizationKinds } from '../../domain/organizations/kinds.ts';
import { endpoint, file } from '../endpoint.ts';
import { businessDate, can, id, inPeriod, instant, longestYears, minutes, pageOf, paging, year } from '../shapes.ts';
import { source, balance, state } from './record-shapes.ts';

/** Given: as it stood, by the tree of each day and the books at the end of this day. Not given: as it stands, by today's tree and books. */
const asItStood = { as_it_stood: businessDate.optional() };
/** Which of the two an answer is: the day of its books, or null as it stands, and the moment up to which entries count. */
const standing = { as_it_stood: businessDate.nullable(), as_of: instant };

const hoursRow = z.object({
  attendance_id: id,
  record_id: id.nullable(),
  title: z.string(),
  service_day: businessDate,
  started_at: instant.nullable(),
  ended_at: instant.nullable(),
  source: source.nullable(),
  minutes: minutes.nullable(),
  balance: balance.nullable(),
  state,
  confirmed_by: z.string().nullable(),
  corrected_from_minutes: minutes.nullable(),
  is_correction_open: z.boolean(),
  /** The planned end, where the check-out was forgotten. */
  planned_until: instant.nullable(),
  /** Confirmed, but the ledger does not say the same: it counts nowhere. */
  is_disputed: z.boolean(),
  /** The number of the registration that this service was recorded under, where it was merged into this one. */
  merged_from: z.string().nullable(),
  can: can('request_correction'),
});
const bySource = z.array(z.object({ source, minutes }));
export const readMyHours = endpoint({
  method: 'GET',
  path: '/api/my/hours',
  tag: 'records',
  summary:
    'My hours, or those of a child I guard, with their sources: credit and honorary apart, each row with where it stands (S23)',
  access: 'signed_in',
  query: z.object({ ...paging, child_id: id.optional() }),
  output: pageOf(hoursRow).extend({
    as_of: instant,
    credit_minutes: z.number().int(),
    honorary_minutes: z.number().int(),
    by_source: bySource,
    can: can('certificate'),
  }),
  problems: ['accounts.show_owner', 'core.not_found', 'volunteers.not_registered'],
});

export const readHoursInPeriod = endpoint({
  method: 'GET',
  path: '/api/my/hours-in-period',
  tag: 'records',
  summary: 'My hours in a period as of a date, always the same answer (P28, P80, P123)',
  access: 'signed_in',
  query: z
    .object({ from: businessDate, until: businessDate, as_of: instant.optional() })
    .superRefine(inPeriod(longestYears.summed)),
  output: z.object({
    from: businessDate,
    until: businessDate,
    as_of: instant,
    credit_minutes: z.number().int(),
    honorary_minutes: z.number().int(),
  }),
  problems: ['core.invalid_input'],
});

export const readVolunteerHours = endpoint({
  method: 'GET',
  path: '/api/volunteers/{volunteer_id}/hours',
  tag: 'records',
  summary: 'A volunteer’s hours in a period as of a date, for reviewers (P28, P80, P123)',
  access: 'records.read',
  params: z.object({ volunteer_id: id }),
  query: z
    .object({ from: businessDate, until: businessDate, as_of: instant.optional() })
    .superRefine(inPeriod(longestYears.summed)),
  output: z.object({
    volunteer_id: id,
    name: z.string(),
    number: z.string(),
    from: businessDate,
    until: businessDate,
    as_of: instant,
    credit_minutes: z.number().int(),
    honorary_minutes: z.number().int(),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const organizationHours = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/hours',
  tag: 'records',
  summary:
    'Minutes given by an organisation and all below it in a period, as it stands or as it stood: always the sum of its list',
  access: 'records.read',
  params: z.object({ organization_id: id }),
  query: z.object({ from: businessDate, until: businessDate, ...asItStood }).superRefine(inPeriod(longestYears.summed)),
  output: z.object({ ...standing, credit_minutes: z.number().int(), honorary_minutes: z.number().int() }),
  problems: ['core.not_found', 'core.forbidden'],
});

const months = z.array(z.object({ credit_minutes: z.number().int(), honorary_minutes: z.number().int() })).length(12);
const hoursByMonthOf = { params: z.object({ organization_id: id }), query: z.object({ year, ...asItStood }) };
export const organizationHoursByMonth = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/hours-by-month',
  tag: 'records',
  summary:
    'Minutes of a year by month: of an organisation with all below it, of itself, and of each directly below; the last two add up to the first',
  access: 'records.read',
  ...hoursByMonthOf,
  output: z.object({
    name: z.string(),
    year: z.number().int(),
    ...standing,
    whole: months,
    itself: months,
    below: z.array(
      z.object({
        organization_id: id,
        name: z.string(),
        kind: z.enum(organizationKinds),
        is_dissolved: z.boolean(),
        months,
      }),
    ),
    can: can('open_rows'),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});

const hoursBelowOf = {
  params: z.object({ organization_id: id }),
  query: z.object({ from: businessDate, until: businessDate, ...asItStood }).superRefine(inPeriod(longestYears.summed)),
};
const bothPeriods = z.object({
  credit_minutes: z.number().int(),
  honorary_minutes: z.number().int(),
  credit_before: z.number().int(),
  honorary_before: z.number().int(),
});
export const organizationHoursBelow = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/hours-below',
  tag: 'records',
  summary:
    'Minutes that each organisation at and below posted itself in a period, with the period before beside; the lines add up to the sum',
  access: 'records.read',
  ...hoursBelowOf,
  output: z.object({
    name: z.string(),
    from: businessDate,
    until: businessDate,
    before: z.object({ from: businessDate, until: businessDate }),
    ...standing,
    sum: bothPeriods,
    rows: z.array(
      bothPeriods.extend({
        organization_id: id,
        name: z.string(),
        kind: z.enum(organizationKinds),
        is_dissolved: z.boolean(),
        /** Levels below the one asked for. */ depth: z.number().int(),
        parent_name: z.string().nullable(),
      }),
    ),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});
export const organizationHoursBelowWorkbook = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/hours-below/workbook',
  tag: 'records',
  summary: 'The same lines as a workbook, in minutes and in hours',
  access: 'records.read',
  ...hoursBelowOf,
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: ['core.not_found', 'core.forbidden'],
});

export const volunteerHoursByMonth = endpoint({
  method: 'GET',
  path: '/api/volunteers/{volunteer_id}/hours-by-month',
  tag: 'records',
  summary:
    'A volunteer’s minutes of a year by month and by source; `elsewhere` are those whose records only others may open',
  access: 'records.read',
  params: z.object({ volunteer_id: id }),
  query: z.object({ year }),
  output: z.object({ year: z.number().int(), as_of: instant, months, by_source: bySource, elsewhere_minutes: minutes }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const organizationHoursWorkbook = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/hours-by-month/workbook',
  tag: 'records',
  summary: 'The same figures as a workbook: credit and honorary hours apart',
  access: 'records.read',
  ...hoursByMonthOf,
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: ['core.not_found', 'core.forbidden'],
});
