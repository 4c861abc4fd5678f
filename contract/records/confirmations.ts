import { z } from 'zod';
import { confirmationStandings } from '../../domain/records/attendance.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, id, instant, minutes, pageOf, paging } from '../shapes.ts';
import { state, source, quality } from './record-shapes.ts';

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
