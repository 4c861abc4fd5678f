import { z } from 'zod';
import { attendanceStates } from '../../domain/records/attendance.ts';
import { endpoint } from '../endpoint.ts';
import { id, instant } from '../shapes.ts';

const direction = z.enum(['in', 'out']);

/** `scanned_at` is the phone's moment; `offline` says that it could not be sent then. */
const moment = { direction, scanned_at: instant, offline: z.boolean().default(false) };

export const stampAnswer = z.object({
  outcome: z.enum(['stamped', 'repeated']),
  volunteer_id: id,
  volunteer_name: z.string(),
  attendance_id: id,
  shift_id: id,
  activity_id: id,
  activity_title: z.string(),
  direction,
  state: z.enum(attendanceStates),
  stamped_at: instant,
  is_late: z.boolean(),
});
const stampProblems = [
  'records.code_unknown',
  'records.code_expired',
  'records.code_not_yet',
  'records.code_other_day',
  'records.code_too_late',
  'records.typed_code_wrong',
  'records.typed_tries_over',
  'records.already_checked_in',
  'records.not_checked_in',
  'records.not_signed_up',
  'records.too_early',
  'records.shift_over',
  'records.shift_cancelled',
  'records.insurance_missing',
  'records.consent_missing',
  'records.adult_first',
  'records.too_many_pairs',
  'records.outside_fence',
  'records.self_located_not_allowed',
  'records.kind_not_offered',
  'records.state_forbids',
  'core.too_many_requests',
  'core.request_key_reused',
] as const;

export const checkIn = endpoint({
  method: 'POST',
  path: '/api/check-ins',
  tag: 'records',
  summary:
    'Check in or out by the rotating code, the typed short code or, where allowed, one’s place; a scan kept offline may arrive later and counts once (P27)',
  access: 'signed_in',
  personal: true,
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('rotating_code'), code: z.string().max(300), ...moment }),
    z.object({ kind: z.literal('short_code'), shift_id: id, code: z.string().trim().min(6).max(20), ...moment }),
    z.object({
      kind: z.literal('self_located'),
      shift_id: id,
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      accuracy_metres: z.number().min(0).max(100_000),
      ...moment,
    }),
  ]),
  output: stampAnswer,
  problems: [...stampProblems, 'core.not_found'],
});

export const scanCard = endpoint({
  method: 'POST',
  path: '/api/shifts/{shift_id}/card-scans',
  tag: 'records',
  summary: 'Staff scan a volunteer’s rotating card: check in or out',
  access: 'records.check_in',
  params: z.object({ shift_id: id }),
  body: z.object({ card: z.string().max(300), ...moment }),
  output: stampAnswer,
  problems: [...stampProblems, 'core.not_found', 'core.forbidden', 'records.own_hours'],
});

export const checkInAtDesk = endpoint({
  method: 'POST',
  path: '/api/shifts/{shift_id}/desk-check-ins',
  tag: 'records',
  summary:
    'Staff without a camera check in or out: by the six digits of the card, or, as the last resort, by number and name of somebody signed up; the latter is the weaker source and another person confirms it',
  access: 'records.check_in',
  params: z.object({ shift_id: id }),
  body: z.discriminatedUnion('kind', [
    /** The number tells apart who shows the same digits; without a signal it is needed. */
    z.object({
      kind: z.literal('card_digits'),
      code: z.string().trim().min(6).max(20),
      number: z.string().trim().min(1).max(40).optional(),
      ...moment,
    }),
    /** A name proves no moment afterwards, so it is not taken from a device that kept it. */
    z.object({
      kind: z.literal('number_and_name'),
      number: z.string().trim().min(1).max(40),
      name: z.string().trim().min(1).max(60),
      direction,
    }),
  ]),
  output: stampAnswer,
  problems: [
    ...stampProblems,
    'core.not_found',
    'core.forbidden',
    'records.own_hours',
    'records.card_digits_wrong',
    'records.card_digits_shared',
    'records.card_number_needed',
    'records.number_and_name_wrong',
  ],
});

export const declareService = endpoint({
  method: 'POST',
  path: '/api/declarations',
  tag: 'records',
  summary: 'Declare one’s own service where no code was scanned; the leader confirms, and it counts as honorary',
  access: 'signed_in',
  personal: true,
  body: z.object({ shift_id: id, started_at: instant, ended_at: instant }),
  output: z.object({ attendance_id: id, state: z.enum(attendanceStates) }),
  problems: [
    'core.not_found',
    'records.not_signed_up',
    'records.minutes_invalid',
    'records.state_forbids',
    'core.request_key_reused',
  ],
});

export const listMyShifts = endpoint({
  method: 'GET',
  path: '/api/my/check-ins',
  tag: 'records',
  summary:
    'My shifts of today and those still open, with what a check-in needs: also kept on the phone for use without reception',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        shift_id: id,
        activity_id: id,
        activity_title: z.string(),
        place: z.string(),
        starts_at: instant,
        ends_at: instant,
        opens_at: instant,
        closes_at: instant,
        state: z.enum(attendanceStates),
        next_direction: z.enum(['in', 'out']).nullable(),
        first_in_at: instant.nullable(),
        last_stamp_at: instant.nullable(),
        is_self_located: z.boolean(),
        is_insurance_missing: z.boolean(),
      }),
    ),
  }),
  problems: [],
});
