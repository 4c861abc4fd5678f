import { z } from 'zod';
import { endpoint, file } from '../endpoint.ts';
import { category } from './projects.ts';
import { can, id, instant, pageOf, paging } from '../shapes.ts';

export const place = z.enum(['seat', 'waitlist']);
export const ended = z.enum(['withdrawn', 'withdrawn_late', 'no_show', 'cancelled']);

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
  personal: true,
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
  personal: true,
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
  personal: true,
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
  personal: true,
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
  personal: true,
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
