import { z } from 'zod';
import { shiftDraft } from './drafts.ts';
import { endpoint } from '../endpoint.ts';
import { can, id, instant, reason } from '../shapes.ts';

const shiftParams = z.object({ activity_id: id, shift_id: id });
/** Of a series, this shift alone or also those after it at the same time of day. */
const reach = z.enum(['this', 'following']).default('this');
const state = z.enum(['done', 'waits_for_approval']);

/** What a shift must keep to whenever its time or size is set. */
const timeProblems = [
  'projects.shift_order',
  'projects.starts_in_past',
  'projects.shift_too_long',
  'projects.longer_than_a_year',
  'projects.no_capacity',
  'projects.too_many_people',
  'projects.leaders_too_few',
] as const;
const refusals = ['core.forbidden', 'core.not_found', 'projects.not_open', 'projects.cancelled'] as const;

export const activityChangeShown = z.object({
  id,
  kind: z.enum(['added', 'moved', 'capacity_changed', 'cancelled', 'leaders_changed']),
  shifts: z.array(
    z.object({
      from: z.object({ starts_at: instant, ends_at: instant }).nullable(),
      starts_at: instant,
      ends_at: instant,
      capacity: z.number().int(),
    }),
  ),
  leaders: z.object({ from: z.array(z.string()), to: z.array(z.string()) }).nullable(),
  reason: z.string(),
  asked_by_name: z.string(),
  asked_at: instant,
  approval_reasons: z.array(z.object({ zh: z.string(), en: z.string() })),
  decision: z.enum(['done', 'approved', 'returned', 'withdrawn']).nullable(),
  decided_by_name: z.string().nullable(),
  decided_at: instant.nullable(),
  decision_reason: z.string().nullable(),
  can: can('decide', 'withdraw'),
});

export const addShifts = endpoint({
  method: 'POST',
  path: '/api/activities/{activity_id}/shifts',
  tag: 'projects',
  summary: 'Add shifts to a published activity; at once, or after approval where the rule book wants it for them (J27)',
  access: 'projects.publish',
  params: z.object({ activity_id: id }),
  body: z.object({ shifts: z.array(shiftDraft).min(1).max(400) }),
  output: z.object({ state, activity_change_id: id, shift_ids: z.array(id) }),
  problems: [...refusals, ...timeProblems, 'projects.closed', 'organizations.ends_before'],
});

export const moveShift = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/shifts/{shift_id}/time',
  tag: 'projects',
  summary:
    'Move a shift that has not begun, or it and those after it in its series; everyone signed up is told and may withdraw without it counting (art. 22)',
  access: 'projects.publish',
  params: shiftParams,
  body: z.object({ starts_at: instant, ends_at: instant, reach, reason }),
  output: z.object({
    state,
    activity_change_id: id,
    shifts: z.number().int(),
    told: z.number().int(),
    clashing: z.number().int(),
  }),
  problems: [
    ...refusals,
    ...timeProblems,
    'projects.already_begun',
    'projects.checked_in_already',
    'projects.time_unchanged',
    'organizations.ends_before',
  ],
});

export const cancelShift = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/shifts/{shift_id}/cancellation',
  tag: 'projects',
  summary:
    'Cancel a shift that has not begun, or it and those after it in its series, with a reason; everyone signed up is told',
  access: 'projects.publish',
  params: shiftParams,
  body: z.object({ reach, reason }),
  output: z.object({ shifts: z.number().int(), told: z.number().int() }),
  problems: [...refusals, 'projects.already_begun', 'projects.checked_in_already', 'projects.last_shift'],
});

export const changeCapacity = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/shifts/{shift_id}/capacity',
  tag: 'projects',
  summary:
    'Raise or lower the places of a shift; new places go to the head of the waitlist at once, above the limit of the rule book after approval',
  access: 'projects.publish',
  params: shiftParams,
  body: z.object({ capacity: z.number().int().min(1).max(100_000) }),
  output: z.object({ state, promoted: z.number().int() }),
  problems: [
    'core.forbidden',
    'core.not_found',
    'projects.capacity_below_seats',
    'projects.cancelled',
    'projects.not_open',
    'projects.too_many_people',
    'projects.leaders_too_few',
    'projects.no_capacity',
  ],
});

export const changeLeaders = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/leaders',
  tag: 'projects',
  summary:
    'Change who leads a published activity: who stays and who leaves (together all who lead now), and who comes by volunteer number; at once, or after approval where the rule book has everything approved (J27)',
  access: 'projects.publish',
  params: z.object({ activity_id: id }),
  body: z.object({
    kept_ids: z.array(id).max(40),
    left_ids: z.array(id).max(40),
    volunteer_numbers: z.array(z.string().trim().min(1).max(40)).max(40),
    reason: z.string().trim().max(500).default(''),
  }),
  output: z.object({ state, leaders: z.number().int() }),
  problems: [
    ...refusals,
    'projects.leaders_too_few',
    'projects.leaders_changed',
    'projects.leaders_unchanged',
    'projects.person_unknown',
    'projects.over',
  ],
});

export const withdrawActivityChange = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/activity-changes/{activity_change_id}/withdrawal',
  tag: 'projects',
  summary: 'Take back a change of shifts that waits for approval; only who asked for it',
  access: 'projects.publish',
  params: z.object({ activity_id: id, activity_change_id: id }),
  output: z.object({ decision: z.literal('withdrawn') }),
  problems: ['core.forbidden', 'core.not_found', 'projects.change_of_another', 'projects.change_decided'],
});

export const decideActivityChange = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/activity-changes/{activity_change_id}/approval',
  tag: 'projects',
  summary: 'Approve a change of shifts, which then happens, or return it with a reason; never by the one who asked',
  access: 'projects.approve',
  params: z.object({ activity_id: id, activity_change_id: id }),
  body: z.object({ decision: z.enum(['approved', 'returned']), reason: z.string().trim().max(500).default('') }),
  output: z.object({ decision: z.enum(['approved', 'returned']), told: z.number().int() }),
  problems: [
    ...refusals,
    ...timeProblems,
    'projects.already_begun',
    'projects.checked_in_already',
    'projects.capacity_below_seats',
    'projects.leaders_changed',
    'projects.change_decided',
    'projects.own_approval',
    'core.two_people',
    'projects.reason_missing',
    'organizations.ends_before',
  ],
});
