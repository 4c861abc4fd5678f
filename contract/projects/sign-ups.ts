import { z } from 'zod';
import { endpoint, file } from '../endpoint.ts';
import { category } from './projects.ts';
import { can, done, id, instant, longText, pageOf, paging, personWords, reason } from '../shapes.ts';

const place = z.enum(['seat', 'waitlist']);
const ended = z.enum(['withdrawn', 'withdrawn_late', 'no_show', 'cancelled']);

/** What sign-up itself can refuse; an accepted invitation is a sign-up too. */
const signUpProblems = [
  'core.not_found',
  'core.request_key_reused',
  'projects.not_open',
  'projects.cancelled',
  'projects.sign_up_closed',
  'projects.already_signed_up',
  'projects.risk_not_acknowledged',
  'projects.overlap',
  'projects.too_young',
  'projects.too_old',
  'projects.minor_refused',
  'projects.guardian_consent_missing',
  'projects.pupil_consents_missing',
  'projects.child_alone',
  'projects.skill_missing',
  'projects.qualification_missing',
  'projects.qualification_expired',
  'projects.insurance_invalid',
  'projects.too_many_open',
  'projects.day_too_long',
  'projects.waitlist_full',
  'projects.not_a_volunteer',
  'projects.terms_not_accepted',
] as const;

const signUpAnswer = z.object({ sign_up_id: id, place, waitlist_place: z.number().int().nullable() });

export const signUp = endpoint({
  method: 'POST',
  path: '/api/activities/{activity_id}/shifts/{shift_id}/sign-ups',
  tag: 'projects',
  summary: 'Sign oneself up, or one’s own child (S40): a seat, or the next place on the ordered waitlist (P19)',
  access: 'signed_in',
  params: z.object({ activity_id: id, shift_id: id }),
  body: z.object({ risk_acknowledged: z.boolean(), child_id: id.optional() }),
  output: signUpAnswer,
  problems: [...signUpProblems, 'core.conflict', 'projects.parent_waits', 'projects.party_too_large'],
});

export const signUpTogether = endpoint({
  method: 'POST',
  path: '/api/activities/{activity_id}/shifts/{shift_id}/family-sign-ups',
  tag: 'projects',
  owner_only: true,
  summary:
    'A parent signs up with the children who come along (S40, R61): seats for all of them, or all wait and move up together',
  access: 'signed_in',
  params: z.object({ activity_id: id, shift_id: id }),
  body: z.object({ risk_acknowledged: z.boolean(), child_ids: z.array(id).min(1).max(6) }),
  output: z.object({
    place,
    waitlist_place: z.number().int().nullable(),
    sign_ups: z.array(z.object({ volunteer_id: id, sign_up_id: id })),
  }),
  problems: [...signUpProblems, 'projects.party_too_large'],
});

export const withdraw = endpoint({
  method: 'PUT',
  path: '/api/me/sign-ups/{sign_up_id}/withdrawal',
  tag: 'projects',
  summary:
    'Say that one cannot come (art. 22); in time or late is recorded, children who came along go too (R61), and the waitlist moves up at once',
  access: 'signed_in',
  params: z.object({ sign_up_id: id }),
  body: z.object({ reason: z.string().trim().max(200).default('') }),
  output: z.object({ ended_as: ended, promoted: z.number().int(), together: z.number().int() }),
  problems: ['projects.not_signed_up', 'projects.already_started', 'projects.checked_in_before_leaving'],
});

export const listMySignUps = endpoint({
  method: 'GET',
  path: '/api/me/sign-ups',
  tag: 'projects',
  summary: 'My sign-ups and my children’s, coming first, then past; with waitlist place and last time to withdraw',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        sign_up_id: id,
        activity_id: id,
        shift_id: id,
        title: z.string(),
        category,
        organization_name: z.string(),
        place_text: z.string(),
        starts_at: instant,
        ends_at: instant,
        place,
        waitlist_place: z.number().int().nullable(),
        promoted_at: instant.nullable(),
        moved_at: instant.nullable(),
        withdraw_by: instant,
        ended_as: ended.nullable(),
        end_reason: z.string().nullable(),
        child_name: z.string().nullable(),
        can: can('withdraw'),
      }),
    ),
  }),
  problems: [],
});

export const listVolunteerSignUps = endpoint({
  method: 'GET',
  path: '/api/volunteers/{volunteer_id}/sign-ups',
  tag: 'projects',
  summary:
    'What a volunteer signed up for and came to, newest first: of the activities whose roster the caller may read',
  access: 'projects.roster',
  params: z.object({ volunteer_id: id }),
  query: z.object(paging),
  output: pageOf(
    z.object({
      sign_up_id: id,
      activity_id: id,
      shift_id: id,
      title: z.string(),
      organization_name: z.string(),
      starts_at: instant,
      ends_at: instant,
      signed_up_at: instant,
      standing: z.enum([
        'coming',
        'waiting',
        'serving',
        'came',
        'not_stamped',
        'withdrawn',
        'withdrawn_late',
        'no_show',
        'cancelled',
      ]),
    }),
  ),
  problems: ['core.not_found', 'core.forbidden'],
});

export const listMyInvitations = endpoint({
  method: 'GET',
  path: '/api/me/invitations',
  tag: 'projects',
  summary: 'Invitations to me, open ones first',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        id,
        activity_id: id,
        shift_id: id,
        title: z.string(),
        organization_name: z.string(),
        place_text: z.string(),
        risk_statement: z.string(),
        starts_at: instant,
        ends_at: instant,
        message: z.string(),
        invited_at: instant,
        answer: z.string().nullable(),
        can: can('answer'),
      }),
    ),
  }),
  problems: [],
});

export const answerInvitation = endpoint({
  method: 'PUT',
  path: '/api/me/invitations/{invitation_id}/answer',
  tag: 'projects',
  summary: 'Accept or decline; only the invited person can (art. 25)',
  access: 'signed_in',
  params: z.object({ invitation_id: id }),
  body: z.object({ answer: z.enum(['accepted', 'declined']), risk_acknowledged: z.boolean().default(false) }),
  output: z.object({ answer: z.string(), sign_up: signUpAnswer.nullable() }),
  problems: ['projects.invitation_answered', ...signUpProblems],
});

export const renewCalendar = endpoint({
  method: 'PUT',
  path: '/api/me/calendar',
  tag: 'projects',
  owner_only: true,
  summary: 'A new secret address of my own calendar; the old one stops',
  access: 'signed_in',
  body: z.object({}),
  output: z.object({ url: z.string() }),
  problems: [],
});

export const myCalendar = endpoint({
  method: 'GET',
  path: '/api/calendars/{volunteer_id}/{token}',
  tag: 'projects',
  summary: 'My sign-ups as iCalendar, by secret address',
  access: 'public',
  params: z.object({ volunteer_id: id, token: z.string().min(20).max(60) }),
  output: file('text/calendar; charset=utf-8'),
  problems: ['projects.calendar_unknown'],
});

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
