import { z } from 'zod';
import { activityState } from './offers.ts';
import { endpoint } from '../endpoint.ts';
import { category } from './projects.ts';
import { businessDate, can, done, id, instant, reason } from '../shapes.ts';

const activityId = z.object({ activity_id: id });
const rule = z.object({ rule: z.string(), source: z.string(), zh: z.string(), en: z.string() });
const trace = z.object({
  result: z.enum(['refused', 'needs_approval', 'may_publish']),
  findings: z.array(
    rule.extend({
      problem: z.object({ code: z.string(), field: z.string().nullable(), zh: z.string(), en: z.string() }).nullable(),
    }),
  ),
  approval_reasons: z.array(rule),
  rule_book: z.object({ id: id.nullable(), issuer_name: z.string(), citing: z.string(), version: z.number().int() }),
});

export const readPublishingTrace = endpoint({
  method: 'GET',
  path: '/api/activities/{activity_id}/publishing',
  tag: 'projects',
  summary: 'Every publishing rule with its source, and which are not met (J27)',
  access: 'projects.read',
  params: activityId,
  output: trace,
  problems: ['core.not_found'],
});

export const submitActivity = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/submission',
  tag: 'projects',
  summary: 'Publish at once, or hand to a person above where the rule book wants it (J27, L65, S35)',
  access: 'projects.publish',
  params: activityId,
  body: z.object({}),
  output: z.object({ state: activityState, trace }),
  problems: [
    'projects.closed',
    'organizations.ends_before',
    'core.forbidden',
    'core.not_found',
    'projects.not_draft',
    'projects.no_shift',
    'projects.shift_order',
    'projects.starts_in_past',
    'projects.longer_than_a_year',
    'projects.shift_too_long',
    'projects.no_capacity',
    'projects.too_many_people',
    'projects.leaders_too_few',
    'projects.place_missing',
    'projects.name_refused',
    'projects.not_service',
    'projects.risk_statement_missing',
    'projects.insurance_missing',
    'projects.minors_in_disaster_relief',
    'projects.self_located_too_small',
    'projects.category_outside_scope',
    'projects.topic_missing',
    'projects.recruitment_off_platform',
  ],
});

export const listApprovals = endpoint({
  method: 'GET',
  path: '/api/activity-approvals',
  tag: 'projects',
  summary: 'Activities and changes of shifts that wait for one’s approval, oldest first, with the reason for asking',
  access: 'projects.approve',
  output: z.object({
    rows: z.array(
      z.object({
        id,
        activity_change_id: id.nullable(),
        title: z.string(),
        category,
        organization_name: z.string(),
        project_title: z.string(),
        submitted_by_name: z.string(),
        submitted_at: instant,
        starts_at: instant,
        capacity: z.number().int(),
        place: z.string(),
        risk_statement: z.string(),
        reasons: z.array(rule),
        principles: z.record(z.string(), z.string()),
        can: can('approve'),
      }),
    ),
  }),
  problems: ['core.forbidden'],
});

export const decideApproval = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/approval',
  tag: 'projects',
  summary: 'Approve and publish, or return with a reason; never by the one who submitted',
  access: 'projects.approve',
  params: activityId,
  body: z.object({ decision: z.enum(['approved', 'returned']), reason: z.string().trim().max(500).default('') }),
  output: z.object({ state: activityState }),
  problems: [
    'core.forbidden',
    'core.not_found',
    'projects.not_submitted',
    'projects.own_approval',
    'core.two_people',
    'projects.reason_missing',
    'projects.starts_in_past',
    'organizations.ends_before',
  ],
});

export const cancelActivity = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/cancellation',
  tag: 'projects',
  summary:
    'Cancel what has not happened, with a reason; finished shifts stay, and one where somebody is checked in ends now with its stamps; everyone signed up is told',
  access: 'projects.publish',
  params: activityId,
  body: z.object({ reason }),
  output: z.object({ told: z.number().int(), ended_now: z.number().int() }),
  problems: ['core.forbidden', 'core.not_found', 'projects.cancelled'],
});

export const changePublished = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/details',
  tag: 'projects',
  summary: 'Change place or notes of a published activity; calendars follow and the people with a seat are told',
  access: 'projects.publish',
  params: activityId,
  body: z.object({
    place: z.string().trim().min(1).max(120),
    gathering_note: z.string().trim().max(120),
    contact_phone: z.string().trim().max(20),
  }),
  output: z.object({ told: z.number().int() }),
  problems: [
    'core.forbidden',
    'core.not_found',
    'projects.not_open',
    'projects.cancelled',
    'projects.place_missing',
    'projects.over_as_it_was',
  ],
});

export const delegateToPerson = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/delegation',
  tag: 'projects',
  summary: 'Hand one activity to one person: roster, check-in and confirmation of this activity alone',
  access: 'projects.publish',
  params: activityId,
  body: z.object({ volunteer_number: z.string().trim().min(3).max(40), valid_until: businessDate }),
  output: z.object({ person_name: z.string() }),
  problems: [
    'core.forbidden',
    'core.not_found',
    'projects.person_unknown',
    'accounts.grant_self',
    'accounts.delegate_until',
    'accounts.grant_dates',
    'accounts.role_beyond_own',
  ],
});

export const inviteCoHost = endpoint({
  method: 'POST',
  path: '/api/activities/{activity_id}/co-hosts',
  tag: 'projects',
  summary: 'Ask another organisation to host together (P74)',
  access: 'projects.publish',
  params: activityId,
  body: z.object({ organization_id: id }),
  output: done,
  problems: ['core.forbidden', 'core.not_found', 'projects.host_repeated', 'organizations.dissolved'],
});

export const answerCoHostInvitation = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}/co-hosts/{organization_id}/answer',
  tag: 'projects',
  summary: 'The asked organisation accepts or declines to host together (P74)',
  access: 'projects.publish',
  params: z.object({ activity_id: id, organization_id: id }),
  body: z.object({ answer: z.enum(['accepted', 'declined']) }),
  output: done,
  problems: ['core.forbidden', 'core.not_found', 'projects.invitation_answered'],
});
