import { z } from 'zod';
import { endpoint, file } from '../endpoint.ts';
import { can, done, id, instant, longText, personWords, reason } from '../shapes.ts';
import { place, ended } from './sign-ups.ts';

const rosterQuery = z.object({
  shift_id: id.optional(),
  ...personWords,
  show: z.enum(['all', 'seat', 'waitlist', 'ended']).default('all'),
});

export const readRoster = endpoint({
  method: 'GET',
  path: '/api/activities/{activity_id}/roster',
  tag: 'projects',
  summary: 'Who comes: seats in order, then the waitlist in order, then who withdrew or did not come',
  access: 'projects.roster',
  params: z.object({ activity_id: id }),
  query: rosterQuery,
  output: z.object({
    title: z.string(),
    place: z.string(),
    organization_name: z.string(),
    shifts: z.array(
      z.object({
        id,
        name: z.string(),
        starts_at: instant,
        ends_at: instant,
        capacity: z.number().int(),
        seats_taken: z.number().int(),
        waiting: z.number().int(),
      }),
    ),
    rows: z.array(
      z.object({
        sign_up_id: id,
        volunteer_id: id,
        shift_id: id,
        name: z.string(),
        volunteer_number: z.string(),
        phone_hint: z.string().nullable(),
        age: z.number().int().nullable(),
        is_minor: z.boolean(),
        organization_name: z.string(),
        accompanied_by_name: z.string().nullable(),
        starts_at: instant,
        place,
        waitlist_place: z.number().int().nullable(),
        signed_up_at: instant,
        promoted_at: instant.nullable(),
        ended_as: ended.nullable(),
        end_reason: z.string().nullable(),
        can: can('record_no_show'),
      }),
    ),
    messages: z.array(
      z.object({ id, text: z.string(), recipients: z.number().int(), sent_by_name: z.string(), sent_at: instant }),
    ),
    can: can('message', 'invite', 'change_capacity'),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const rosterWorkbook = endpoint({
  method: 'GET',
  path: '/api/activities/{activity_id}/roster.xlsx',
  tag: 'projects',
  summary: 'The roster as Excel, with a column for signatures',
  access: 'projects.roster',
  params: z.object({ activity_id: id }),
  query: rosterQuery,
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: ['core.not_found', 'core.forbidden'],
});

export const sendMessage = endpoint({
  method: 'POST',
  path: '/api/activities/{activity_id}/messages',
  tag: 'projects',
  summary: 'Tell everyone on the roster, or one shift, something',
  access: 'projects.roster',
  params: z.object({ activity_id: id }),
  body: z.object({ text: longText.min(2), shift_id: id.optional() }),
  output: z.object({ recipients: z.number().int() }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const invite = endpoint({
  method: 'POST',
  path: '/api/activities/{activity_id}/shifts/{shift_id}/invitations',
  tag: 'projects',
  summary: 'Invite volunteers by number; they decide themselves (art. 25)',
  access: 'projects.roster',
  params: z.object({ activity_id: id, shift_id: id }),
  body: z.object({
    volunteer_numbers: z.array(z.string().trim().min(3).max(40)).min(1).max(200),
    message: z.string().trim().max(200).default(''),
  }),
  output: z.object({ invited: z.number().int(), unknown: z.array(z.string()), already: z.array(z.string()) }),
  problems: ['core.not_found', 'core.forbidden', 'projects.not_open', 'projects.cancelled'],
});

export const recordNoShow = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/sign-ups/{volunteer_id}/{sign_up_id}/no-show',
  tag: 'projects',
  summary:
    'Record that somebody did not come, after the end and only without a check-in; the person is told and can object',
  access: 'projects.roster',
  params: z.object({ activity_id: id, volunteer_id: id, sign_up_id: id }),
  body: z.object({ reason }),
  output: done,
  problems: [
    'core.not_found',
    'core.forbidden',
    'projects.not_signed_up',
    'projects.not_started',
    'projects.checked_in',
  ],
});
