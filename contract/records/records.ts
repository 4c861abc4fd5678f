import { z } from 'zod';
import { approvalLevels } from '../../domain/organizations/rule-books/time-counting.ts';
import { proposalKinds, proposalStates } from '../../domain/records/two-people.ts';
import { recordColumns, recordFigures } from '../../domain/records/record-columns.ts';
import { endpoint, file } from '../endpoint.ts';
import { listing, listOf } from '../facts.ts';
import { businessDate, can, id, inPeriod, instant, longestYears, minutes, reason } from '../shapes.ts';
import { state, balance, source, quality, own } from './record-shapes.ts';

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
  /** Those that counted as it stood: by the tree of each day and the books at the end of this day; `state` is not asked then. */
  as_it_stood: businessDate.optional(),
  /** As it stood: while it stood directly below this organisation; with `itself`, anywhere below it. */
  under: id.optional(),
};

/** As it stood is a question about one place and one period. */
const isWhole = (
  query: { readonly [name in 'organization_id' | 'from' | 'until' | 'as_it_stood' | 'under']?: string | undefined },
  context: z.core.$RefinementCtx,
): void => {
  const refuse = (path: string, zh: string, en: string): void =>
    context.addIssue({ code: 'custom', path: [path], params: { zh, en } });
  const isPlaced = [query.organization_id, query.from, query.until].every((part) => part !== undefined);
  if (query.as_it_stood !== undefined && !isPlaced)
    refuse('as_it_stood', '按当时归属要选组织和起止日期', 'As it stood needs an organisation and a period');
  if (query.as_it_stood === undefined && query.under !== undefined)
    refuse('under', '只在按当时归属时使用，请去掉', 'Only for hours as they stood: leave it out');
};
const { sort, ...paged } = listing(recordColumns);
const recordPeriod = inPeriod(longestYears.summed);

export const exportRecords = endpoint({
  method: 'GET',
  path: '/api/service-records.xlsx',
  tag: 'records',
  summary: 'The same records as a workbook, names masked as on the page',
  access: 'records.read',
  query: z
    .object({ ...recordFilter, sort })
    .superRefine(recordPeriod)
    .superRefine(isWhole),
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
  query: z
    .object({ ...recordFilter, ...paged, sort })
    .superRefine(recordPeriod)
    .superRefine(isWhole),
  output: listOf(
    z.object({
      volunteer_id: id,
      record_id: id,
      name: z.string(),
      number: z.string(),
      title: z.string(),
      organization_name: z.string(),
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
      can: can('decide', 'reverse'),
    }),
    recordFigures,
  ).extend({
    /** Of all rows, not only of this page; on the first page of an organisation and a period. */
    sum: z
      .object({
        organization_name: z.string(),
        records: z.number().int(),
        minutes: z.number().int(),
        /** The day of the books where it was asked as it stood; null as it stands. */
        as_it_stood: businessDate.nullable(),
        as_of: instant,
      })
      .nullable(),
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

export const reverseRecord = endpoint({
  method: 'POST',
  path: '/api/service-records/{volunteer_id}/{record_id}/reversal',
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
  access: ['own', 'records.read'],
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
    can: can('request_correction', 'propose_correction', 'appeal', 'propose_appeal', 'decide', 'reverse'),
  }),
  problems: ['core.not_found'],
});
