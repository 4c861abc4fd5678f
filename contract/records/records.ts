import { z } from 'zod';
import { organizationKinds } from '../../domain/organizations/kinds.ts';
import { approvalLevels } from '../../domain/organizations/rule-books/time-counting.ts';
import { confirmationStandings, attendanceStates, qualities } from '../../domain/records/attendance.ts';
import { presenceSources } from '../../domain/records/presence.ts';
import { proposalKinds, proposalStates } from '../../domain/records/two-people.ts';
import { endpoint, file } from '../endpoint.ts';
import {
  businessDate,
  can,
  id,
  inPeriod,
  instant,
  longestYears,
  minutes,
  pageOf,
  paging,
  reason,
  year,
} from '../shapes.ts';

const balance = z.enum(['credit_minutes', 'honorary_minutes']);
const source = z.enum(presenceSources);
const state = z.enum(attendanceStates);
const quality = z.enum(qualities);
const own = { volunteer_id: id, record_id: id };

export const listConfirmations = endpoint({
  method: 'GET',
  path: '/api/confirmations',
  tag: 'records',
  summary:
    'Attendances without a record, oldest first: to confirm, lacking a stamp, asked about, or still being served; `waiting` counts what the caller can confirm (P27)',
  access: 'records.confirm',
  query: z.object({
    shift_id: id.optional(),
    activity_id: id.optional(),
    standing: z.enum(confirmationStandings).optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      volunteer_id: id,
      attendance_id: id,
      name: z.string(),
      number: z.string(),
      activity_id: id,
      activity_title: z.string(),
      shift_id: id,
      service_day: businessDate,
      planned_from: instant,
      planned_to: instant,
      state,
      first_in_at: instant.nullable(),
      last_out_at: instant.nullable(),
      source: source.nullable(),
      stamped_minutes: minutes,
      is_late: z.boolean(),
      /** Others who sent the same code late: a code that was passed on looks like this. */
      same_late_code: z.number().int(),
      standing: z.enum(confirmationStandings),
      /** S40: the child takes part only with a parent, and no parent of it was ever checked in to this shift. */
      adult_missing: z.boolean(),
      can: can('confirm', 'propose'),
    }),
  ).extend({ waiting: z.number().int(), stamp_missing: z.number().int(), serving: z.number().int() }),
  problems: [],
});

const confirmationLine = z.object({
  volunteer_id: id,
  attendance_id: id,
  quality,
  quality_note: z.string().trim().max(200).optional(),
  people_served: z.number().int().min(0).max(100_000).optional(),
  content: z.string().trim().min(1).max(200).optional(),
  pauses: z
    .array(z.object({ kind: z.enum(['break', 'travel', 'training']), from: instant, to: instant }))
    .max(10)
    .optional(),
});
export const confirmAttendances = endpoint({
  method: 'POST',
  path: '/api/confirmations',
  tag: 'records',
  summary:
    'Confirm attendances with their evaluation, one or many; each line says what it counted or why it was refused',
  access: 'records.confirm',
  body: z.object({ lines: z.array(confirmationLine).min(1).max(500) }),
  output: z.object({
    results: z.array(
      z.object({
        attendance_id: id,
        refusal: z.string().nullable(),
        refusal_sentence: z.string().nullable(),
        record: z.object({ record_id: id, minutes, state }).nullable(),
      }),
    ),
  }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'records.own_hours',
    'records.named_by_confirmer',
    'core.two_people',
    'records.state_forbids',
    'records.nothing_to_confirm',
    'core.request_key_reused',
  ],
});

const recordFilter = {
  organization_id: id.optional(),
  activity_id: id.optional(),
  volunteer_id: id.optional(),
  state: state.optional(),
  balance: balance.optional(),
  from: businessDate.optional(),
  until: businessDate.optional(),
  /** The organisation's own alone, without those below it. */
  itself: z.literal('yes').optional(),
};

export const exportRecords = endpoint({
  method: 'GET',
  path: '/api/service-records.xlsx',
  tag: 'records',
  summary: 'The same records as a workbook, names masked as on the page',
  access: 'records.read',
  query: z.object(recordFilter).superRefine(inPeriod(longestYears.summed)),
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: ['core.not_found', 'core.forbidden'],
});

export const listRecords = endpoint({
  method: 'GET',
  path: '/api/service-records',
  tag: 'records',
  summary:
    'Service records of an organisation and below, newest first; with state, those that wait for the ladder; with volunteer_id, those of one person that the caller may read',
  access: 'records.read',
  query: z.object({ ...recordFilter, ...paging }).superRefine(inPeriod(longestYears.summed)),
  output: pageOf(
    z.object({
      volunteer_id: id,
      record_id: id,
      name: z.string(),
      number: z.string(),
      title: z.string(),
      service_day: businessDate,
      started_at: instant,
      ended_at: instant,
      minutes,
      balance,
      source,
      state,
      level: z.enum(approvalLevels),
      quality: quality.nullable(),
      /** Confirmed, but the ledger does not say the same: it counts nowhere. */
      is_disputed: z.boolean(),
      can: can('decide', 'eliminate'),
    }),
  ).extend({
    /** How many there are in all; said on the first page. */
    count: z.number().int().nullable(),
    /** Of all rows, not only of this page; on the first page of an organisation and a period. */
    sum: z.object({ organization_name: z.string(), records: z.number().int(), minutes: z.number().int() }).nullable(),
  }),
  problems: ['core.not_found'],
});

export const decideRecord = endpoint({
  method: 'POST',
  path: '/api/service-records/{volunteer_id}/{record_id}/decision',
  tag: 'records',
  summary: 'Approve or send back a long day: above 8 hours the parent organisation, above 12 a provincial body',
  access: 'records.approve',
  params: z.object(own),
  body: z.object({ approve: z.boolean(), note: reason }),
  output: z.object({ state }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'records.own_hours',
    'records.second_person_needed',
    'core.two_people',
    'records.state_forbids',
    'core.request_key_reused',
  ],
});

export const eliminateRecord = endpoint({
  method: 'POST',
  path: '/api/service-records/{volunteer_id}/{record_id}/elimination',
  tag: 'records',
  summary:
    'Strike untrue minutes: reversed, kept in the list as cancelled, certificates superseded, the volunteer told (J23)',
  access: 'records.approve',
  params: z.object(own),
  body: z.object({ reason }),
  output: z.object({ minutes, certificates: z.number().int() }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'records.own_hours',
    'records.second_person_needed',
    'records.state_forbids',
    'records.books_disagree',
    'ledger.insufficient_balance',
    'ledger.already_reversed',
    'core.request_key_reused',
  ],
});

const traceStep = z.object({ zh: z.string(), en: z.string(), minutes: z.number().int() });
export const recordFields = {
  volunteer_id: id,
  record_id: id,
  attendance_id: id,
  shift_id: id,
  activity_id: id,
  organization_id: id,
  organization_name: z.string(),
  title: z.string(),
  place: z.string(),
  content: z.string(),
  people_served: z.number().int().nullable(),
  service_day: businessDate,
  started_at: instant,
  ended_at: instant,
  minutes,
  balance,
  source,
  state,
  level: z.enum(approvalLevels),
  quality: quality.nullable(),
  quality_note: z.string().nullable(),
  person_in_charge: z.string(),
  recorded_by: z.string(),
  recorded_at: instant,
  posted_at: instant.nullable(),
  reversed_at: instant.nullable(),
  supersedes_id: id.nullable(),
  superseded_by_id: id.nullable(),
};
export const readRecord = endpoint({
  method: 'GET',
  path: '/api/service-records/{volunteer_id}/{record_id}',
  tag: 'records',
  owner_only: true,
  summary:
    'One record with all its fields and its whole history: stamps, decisions, ledger entries, proposals, certificates',
  access: 'signed_in',
  params: z.object(own),
  output: z.object({
    ...recordFields,
    volunteer_name: z.string(),
    volunteer_number: z.string(),
    book: z.object({ name: z.string(), version: z.number().int() }),
    steps: z.array(traceStep),
    stamps: z.array(
      z.object({
        direction: z.enum(['in', 'out']),
        stamped_at: instant,
        arrived_at: instant,
        source,
        is_late: z.boolean(),
        code_step: z.number().int().nullable(),
        is_inside: z.boolean().nullable(),
        accuracy_metres: z.number().int().nullable(),
      }),
    ),
    transfers: z.array(
      z.object({
        id,
        unit: z.string(),
        amount: z.number().int(),
        balance_after: z.number().int(),
        reason: z.string(),
        posted_at: instant,
        hash: z.string(),
      }),
    ),
    events: z.array(
      z.object({ at: instant, action: z.string(), actor_name: z.string().nullable(), reason: z.string().nullable() }),
    ),
    proposals: z.array(
      z.object({ proposal_id: id, kind: z.enum(proposalKinds), state: z.enum(proposalStates), requested_at: instant }),
    ),
    certificates: z.array(z.object({ number: z.string(), issued_at: instant, is_superseded: z.boolean() })),
    can: can('request_correction', 'propose_correction', 'decide', 'eliminate'),
  }),
  problems: ['core.not_found'],
});

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
  summary: 'Minutes given by an organisation and all below it in a period: always the sum of its list',
  access: 'records.read',
  params: z.object({ organization_id: id }),
  query: z.object({ from: businessDate, until: businessDate }).superRefine(inPeriod(longestYears.summed)),
  output: z.object({ credit_minutes: z.number().int(), honorary_minutes: z.number().int() }),
  problems: ['core.not_found', 'core.forbidden'],
});

const months = z.array(z.object({ credit_minutes: z.number().int(), honorary_minutes: z.number().int() })).length(12);
const hoursByMonthOf = { params: z.object({ organization_id: id }), query: z.object({ year }) };
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
    as_of: instant,
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
  query: z.object({ from: businessDate, until: businessDate }).superRefine(inPeriod(longestYears.summed)),
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
    as_of: instant,
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
