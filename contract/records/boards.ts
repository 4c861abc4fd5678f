import { z } from 'zod';
import { attendanceStates } from '../../domain/records/attendance.ts';
import { presenceSources } from '../../domain/records/presence.ts';
import { endpoint, events } from '../endpoint.ts';
import { businessDate, can, id, instant } from '../shapes.ts';

export const readShiftCode = endpoint({
  method: 'GET',
  path: '/api/shifts/{shift_id}/code',
  tag: 'records',
  summary: 'The code that the organiser’s screen shows now, for 30 seconds',
  access: 'records.check_in',
  params: z.object({ shift_id: id }),
  output: z.object({
    code: z.string(),
    short_code: z.string(),
    step: z.number().int(),
    starts_at: instant,
    ends_at: instant,
  }),
  problems: ['core.not_found', 'core.forbidden', 'records.code_unpublished', 'records.code_cancelled'],
});

export const readBoard = endpoint({
  method: 'GET',
  path: '/api/shifts/{shift_id}/board',
  tag: 'records',
  summary: 'Who is signed up, here and gone, latest first',
  access: 'records.check_in',
  params: z.object({ shift_id: id }),
  output: z.object({
    /** The moment of the list: a board that opens without a signal shows the last one. */
    as_of: instant,
    shift: z.object({
      id,
      activity_id: id,
      organization_id: id,
      activity_title: z.string(),
      name: z.string(),
      place: z.string(),
      starts_at: instant,
      ends_at: instant,
      capacity: z.number().int(),
      requires_insurance: z.boolean(),
    }),
    counts: z.object({
      signed_up: z.number().int(),
      here: z.number().int(),
      gone: z.number().int(),
      uninsured: z.number().int(),
    }),
    rows: z.array(
      z.object({
        volunteer_id: id,
        name: z.string(),
        number: z.string(),
        attendance_id: id.nullable(),
        state: z.enum(attendanceStates),
        last_stamp_at: instant.nullable(),
        first_in_at: instant.nullable(),
        source: z.enum(presenceSources).nullable(),
        is_late: z.boolean(),
        is_insured: z.boolean(),
      }),
    ),
    can: can('confirm', 'propose', 'scan'),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const listBoards = endpoint({
  method: 'GET',
  path: '/api/boards',
  tag: 'records',
  summary: 'Shifts of yesterday, today and tomorrow, or of one day, whose check-in the caller runs',
  access: 'records.check_in',
  query: z.object({ day: businessDate.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        shift_id: id,
        activity_id: id,
        activity_title: z.string(),
        name: z.string(),
        place: z.string(),
        starts_at: instant,
        ends_at: instant,
        signed_up: z.number().int(),
        here: z.number().int(),
        gone: z.number().int(),
      }),
    ),
  }),
  problems: [],
});

export const watchBoard = endpoint({
  method: 'GET',
  path: '/api/shifts/{shift_id}/events',
  tag: 'records',
  summary: 'Says when somebody checks in or out, so that the board can ask again',
  access: 'records.check_in',
  params: z.object({ shift_id: id }),
  output: events,
  problems: ['core.not_found', 'core.forbidden'],
});
