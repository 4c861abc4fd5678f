import { z } from 'zod';
import { insuranceKinds, riskKinds } from '../domain/organizations/rule-books/risks.ts';
import { endpoint, file } from './endpoint.ts';
import { category, topicPaths } from './projects.ts';
import { businessDate, can, done, id, instant, longText, pageOf, paging, reason, shortText } from './shapes.ts';

export const activityStates = ['draft', 'submitted', 'returned', 'published', 'cancelled', 'ended'] as const;
export const activityState = z.enum(activityStates);
const activityId = z.object({ activity_id: id });
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const patternBase = { from: businessDate, until: businessDate, start_clock: clock, end_clock: clock, skip_holidays: z.boolean().default(false), except: z.array(businessDate).max(60).default([]) };
export const pattern = z.discriminatedUnion('every', [
  z.object({ every: z.literal('day'), ...patternBase }),
  z.object({ every: z.literal('week'), weekdays: z.array(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)])).min(1), ...patternBase }),
  z.object({ every: z.literal('month'), day_of_month: z.number().int().min(1).max(31), ...patternBase }),
]);

const shiftDraft = z.object({ name: z.string().trim().max(40).default(''), starts_at: instant, ends_at: instant, capacity: z.number().int().min(0).max(100_000) });

const draft = {
  title: shortText,
  description: longText,
  category,
  topics: topicPaths.default([]),
  place: z.string().trim().max(120),
  pin: z.object({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) }).nullable().default(null),
  gathering_note: z.string().trim().max(120).default(''),
  contact_phone: z.string().trim().max(20).default(''),
  programme: z.array(z.object({ clock, text: shortText })).max(20).default([]),
  risk_statement: longText,
  risks: z.array(z.enum(riskKinds)).default([]),
  insurance: z.enum(insuranceKinds).default('none'),
  minimum_age: z.number().int().min(0).max(99).nullable().default(null),
  maximum_age: z.number().int().min(0).max(120).nullable().default(null),
  is_parent_child: z.boolean().default(false),
  required_skills: z.array(z.string().trim().min(1).max(30)).max(10).default([]),
  required_qualifications: z.array(z.string().trim().min(1).max(30)).max(10).default([]),
  check_in_kinds: z.array(z.enum(['rotating_code', 'staff_scan', 'short_code', 'self_located'])).min(1).default(['rotating_code', 'staff_scan', 'short_code']),
  fence_metres: z.number().int().min(50).max(5000).nullable().default(null),
  waitlist_capacity: z.number().int().min(0).max(500).default(50),
  signs_up_here: z.boolean().default(true),
  leader_ids: z.array(id).max(40).default([]),
  shifts: z.array(shiftDraft).max(400),
};

export const previewShifts = endpoint({
  method: 'POST', path: '/api/shift-previews', tag: 'projects', keyed: false,
  summary: 'The shifts that a pattern gives, and the days it leaves out with the reason',
  access: 'signed_in',
  body: z.object({ pattern }),
  output: z.object({
    shifts: z.array(z.object({ day: businessDate, starts_at: instant, ends_at: instant, service_day: z.string().nullable() })),
    left_out: z.array(z.object({ day: businessDate, reason: z.enum(['holiday', 'exception']), name: z.string() })),
    holidays_known_until: businessDate,
  }),
  problems: ['projects.pattern_empty', 'projects.pattern_too_many'],
});

export const createActivity = endpoint({
  method: 'POST', path: '/api/activities', tag: 'projects',
  summary: 'Write the draft of an activity below a project (L45)',
  access: 'projects.write',
  body: z.object({ project_id: id, ...draft }),
  output: z.object({ id }),
  problems: ['core.forbidden', 'core.not_found', 'projects.closed', 'projects.shift_order', 'projects.no_capacity', 'projects.no_shift'],
});

export const editActivity = endpoint({
  method: 'PUT', path: '/api/activities/{activity_id}', tag: 'projects',
  summary: 'Change a draft; a published activity changes by its own addresses',
  access: 'projects.write',
  params: activityId,
  body: z.object(draft),
  output: done,
  problems: ['core.forbidden', 'core.not_found', 'projects.not_draft', 'projects.shift_order', 'projects.no_capacity', 'projects.no_shift'],
});

const rule = z.object({ rule: z.string(), source: z.string(), zh: z.string(), en: z.string() });
const trace = z.object({
  result: z.enum(['refused', 'needs_approval', 'may_publish']),
  findings: z.array(rule.extend({ problem: z.object({ code: z.string(), field: z.string().nullable(), zh: z.string(), en: z.string() }).nullable() })),
  approval_reasons: z.array(rule),
  rule_book: z.object({ id: id.nullable(), issuer_name: z.string(), citing: z.string(), version: z.number().int() }),
});

export const readPublishingTrace = endpoint({
  method: 'GET', path: '/api/activities/{activity_id}/publishing', tag: 'projects',
  summary: 'Every publishing rule with its source, and which are not met (J27)',
  access: 'projects.read',
  params: activityId,
  output: trace,
  problems: ['core.not_found'],
});

export const submitActivity = endpoint({
  method: 'PUT', path: '/api/activities/{activity_id}/submission', tag: 'projects',
  summary: 'Publish at once, or hand to a person above where the rule book wants it (J27, L65, S35)',
  access: 'projects.publish',
  params: activityId,
  body: z.object({}),
  output: z.object({ state: activityState, trace }),
  problems: [
    'core.forbidden', 'core.not_found', 'projects.not_draft', 'projects.no_shift', 'projects.shift_order', 'projects.starts_in_past', 'projects.longer_than_a_year',
    'projects.shift_too_long', 'projects.no_capacity', 'projects.too_many_people', 'projects.leaders_too_few', 'projects.place_missing', 'projects.name_refused', 'projects.not_service',
    'projects.risk_statement_missing', 'projects.insurance_missing', 'projects.minors_in_disaster_relief', 'projects.self_located_too_small', 'projects.category_outside_scope',
    'projects.topic_missing', 'projects.recruitment_off_platform',
  ],
});

export const listApprovals = endpoint({
  method: 'GET', path: '/api/activity-approvals', tag: 'projects',
  summary: 'Activities that wait for one’s approval, oldest first, with the reason for asking',
  access: 'projects.approve',
  output: z.object({ rows: z.array(z.object({
    id, title: z.string(), category, organization_name: z.string(), project_title: z.string(), submitted_by_name: z.string(), submitted_at: instant, starts_at: instant,
    capacity: z.number().int(), place: z.string(), risk_statement: z.string(), reasons: z.array(rule), principles: z.record(z.string(), z.string()), can: can('approve'),
  })) }),
  problems: ['core.forbidden'],
});

export const decideApproval = endpoint({
  method: 'PUT', path: '/api/activities/{activity_id}/approval', tag: 'projects',
  summary: 'Approve and publish, or return with a reason; never by the one who submitted',
  access: 'projects.approve',
  params: activityId,
  body: z.object({ decision: z.enum(['approved', 'returned']), reason: z.string().trim().max(500).default('') }),
  output: z.object({ state: activityState }),
  problems: ['core.forbidden', 'core.not_found', 'projects.not_submitted', 'projects.own_approval', 'projects.reason_missing', 'projects.starts_in_past'],
});

export const cancelActivity = endpoint({
  method: 'PUT', path: '/api/activities/{activity_id}/cancellation', tag: 'projects',
  summary: 'Cancel with a reason; everyone signed up is told',
  access: 'projects.publish',
  params: activityId,
  body: z.object({ reason }),
  output: z.object({ told: z.number().int() }),
  problems: ['core.forbidden', 'core.not_found', 'projects.cancelled'],
});

export const changePublished = endpoint({
  method: 'PUT', path: '/api/activities/{activity_id}/details', tag: 'projects',
  summary: 'Change place or notes of a published activity; calendars follow and the people with a seat are told',
  access: 'projects.publish',
  params: activityId,
  body: z.object({ place: z.string().trim().min(1).max(120), gathering_note: z.string().trim().max(120), contact_phone: z.string().trim().max(20) }),
  output: z.object({ told: z.number().int() }),
  problems: ['core.forbidden', 'core.not_found', 'projects.not_open', 'projects.cancelled'],
});

export const changeCapacity = endpoint({
  method: 'PUT', path: '/api/activities/{activity_id}/shifts/{shift_id}/capacity', tag: 'projects',
  summary: 'Raise or lower the places of a shift; new places go to the head of the waitlist at once',
  access: 'projects.publish',
  params: z.object({ activity_id: id, shift_id: id }),
  body: z.object({ capacity: z.number().int().min(1).max(2000) }),
  output: z.object({ promoted: z.number().int() }),
  problems: ['core.forbidden', 'core.not_found', 'projects.capacity_below_seats', 'projects.cancelled'],
});

const activityRow = z.object({
  id, title: z.string(), category, project_title: z.string(), organization_id: id, organization_name: z.string(), place: z.string(), state: activityState,
  starts_at: instant, ends_at: instant, shifts: z.number().int(), capacity: z.number().int(), seats_taken: z.number().int(), waiting: z.number().int(), leader_name: z.string(),
});

export const listActivities = endpoint({
  method: 'GET', path: '/api/activities', tag: 'projects',
  summary: 'Activities of one’s organisations by start, with places and waitlist',
  access: 'projects.read',
  query: z.object({
    ...paging, q: z.string().trim().max(40).optional(), organization_id: id.optional(), project_id: id.optional(), category: category.optional(), state: activityState.optional(),
    from: businessDate.optional(), until: businessDate.optional(),
  }),
  output: pageOf(activityRow),
  problems: ['core.forbidden'],
});

const requirement = z.object({ code: z.string(), zh: z.string(), en: z.string(), is_met: z.boolean(), remedy: z.string().nullable() });
const shiftShown = z.object({
  id, name: z.string(), starts_at: instant, ends_at: instant, capacity: z.number().int(), seats_taken: z.number().int(), waiting: z.number().int(), is_cancelled: z.boolean(),
  withdraw_by: instant, service_day: z.string().nullable(),
  mine: z.object({ sign_up_id: id, place: z.enum(['seat', 'waitlist']), waitlist_place: z.number().int().nullable() }).nullable(),
  requirements: z.array(requirement).nullable(),
  can: can('sign_up'),
});

export const readActivity = endpoint({
  method: 'GET', path: '/api/activities/{activity_id}', tag: 'projects',
  summary: 'One activity with its shifts, what it asks of me, and my sign-up; drafts for their organisation only',
  access: 'public',
  params: activityId,
  query: z.object({ child_id: id.optional() }),
  output: z.object({
    id, title: z.string(), description: z.string(), category, topics: z.array(z.string()), state: activityState, project_id: id, project_title: z.string(),
    organization_id: id, organization_name: z.string(), hosts: z.array(z.object({ organization_id: id, name: z.string(), answer: z.string().nullable(), can: can('answer') })),
    place: z.string(), pin: z.object({ longitude: z.number(), latitude: z.number() }).nullable(), gathering_note: z.string(), contact_phone: z.string().nullable(),
    programme: z.array(z.object({ clock: z.string(), text: z.string() })),
    risk_statement: z.string(), risks: z.array(z.enum(riskKinds)), insurance: z.enum(insuranceKinds),
    minimum_age: z.number().int().nullable(), maximum_age: z.number().int().nullable(), is_parent_child: z.boolean(),
    required_skills: z.array(z.string()), required_qualifications: z.array(z.string()), check_in_kinds: z.array(z.string()), fence_metres: z.number().int().nullable(),
    waitlist_capacity: z.number().int(), signs_up_here: z.boolean(),
    leaders: z.array(z.object({ id, name: z.string(), led: z.number().int() })), cancel_reason: z.string().nullable(), sequence: z.number().int(),
    share_url: z.string(), shifts: z.array(shiftShown),
    decisions: z.array(z.object({ decision: z.string(), decided_by_name: z.string().nullable(), decided_at: instant, reason: z.string().nullable() })),
    children: z.array(z.object({ id, name: z.string() })),
    can: can('edit', 'submit', 'approve', 'cancel', 'roster', 'delegate', 'change', 'invite_host'),
  }),
  problems: ['core.not_found'],
});

export const readShare = endpoint({
  method: 'GET', path: '/api/activities/{activity_id}/share', tag: 'projects',
  summary: 'The link of a published activity and its QR code as SVG',
  access: 'public',
  params: activityId,
  output: z.object({ url: z.string(), qr_svg: z.string() }),
  problems: ['core.not_found'],
});

export const readPoster = endpoint({
  method: 'GET', path: '/api/activities/{activity_id}/poster.pdf', tag: 'projects',
  summary: 'A printable poster with time, place, requirements, risk and QR code (宣传招募)',
  access: 'public',
  params: activityId,
  output: file('application/pdf'),
  problems: ['core.not_found'],
});

export const delegateToPerson = endpoint({
  method: 'PUT', path: '/api/activities/{activity_id}/delegation', tag: 'projects',
  summary: 'Hand one activity to one person: roster, check-in and confirmation of this activity alone',
  access: 'projects.publish',
  params: activityId,
  body: z.object({ volunteer_number: z.string().trim().min(3).max(40), valid_until: businessDate }),
  output: z.object({ person_name: z.string() }),
  problems: ['core.forbidden', 'core.not_found', 'projects.person_unknown'],
});

export const inviteHost = endpoint({
  method: 'POST', path: '/api/activities/{activity_id}/hosts', tag: 'projects',
  summary: 'Ask another organisation to host together (P74)',
  access: 'projects.publish',
  params: activityId,
  body: z.object({ organization_id: id }),
  output: done,
  problems: ['core.forbidden', 'core.not_found', 'projects.host_repeated'],
});

export const answerHosting = endpoint({
  method: 'PUT', path: '/api/activities/{activity_id}/hosts/{organization_id}/answer', tag: 'projects',
  summary: 'The asked organisation accepts or declines to host together (P74)',
  access: 'projects.publish',
  params: z.object({ activity_id: id, organization_id: id }),
  body: z.object({ answer: z.enum(['accepted', 'declined']) }),
  output: done,
  problems: ['core.forbidden', 'core.not_found', 'projects.invitation_answered'],
});

const offer = z.object({
  id, shift_id: id, title: z.string(), category, organization_name: z.string(), place: z.string(), starts_at: instant, ends_at: instant,
  capacity: z.number().int(), seats_taken: z.number().int(), waiting: z.number().int(), distance_metres: z.number().int().nullable(), is_parent_child: z.boolean(),
});

export const listOpenActivities = endpoint({
  method: 'GET', path: '/api/open-activities', tag: 'projects',
  summary: 'Open shifts for anyone: by time or distance, with search, category, days and free places (P49, S35)',
  access: 'public',
  query: z.object({
    ...paging, q: z.string().trim().max(40).optional(), category: category.optional(), topic: z.string().max(60).optional(), organization_id: id.optional(),
    from: businessDate.optional(), until: businessDate.optional(), has_places: z.stringbool().optional(),
    longitude: z.coerce.number().min(-180).max(180).optional(), latitude: z.coerce.number().min(-90).max(90).optional(), sort: z.enum(['time', 'distance']).default('time'),
  }),
  output: pageOf(offer),
  problems: [],
});

export const openActivitiesJsonLd = endpoint({
  method: 'GET', path: '/api/open-activities.jsonld', tag: 'projects',
  summary: 'Open opportunities as JSON-LD in the vocabulary of volunteeringdata.io',
  access: 'public',
  query: z.object({ organization_id: id.optional() }),
  output: file('application/ld+json'),
  problems: [],
});

export const organizationCalendar = endpoint({
  method: 'GET', path: '/api/organizations/{organization_id}/calendar.ics', tag: 'projects',
  summary: 'Published shifts of an organisation and below as iCalendar, with stable UID and SEQUENCE',
  access: 'public',
  params: z.object({ organization_id: id }),
  output: file('text/calendar; charset=utf-8'),
  problems: ['core.not_found'],
});

const reasonShown = z.object({ code: z.string(), zh: z.string(), en: z.string() });
export const readHome = endpoint({
  method: 'GET', path: '/api/me/home', tag: 'projects',
  summary: 'What a volunteer sees first: the next sign-up, open invitations, places missing nearby, and recommendations with their reason',
  access: 'signed_in',
  query: z.object({ longitude: z.coerce.number().min(-180).max(180).optional(), latitude: z.coerce.number().min(-90).max(90).optional() }),
  output: z.object({
    next: z.object({
      sign_up_id: id, activity_id: id, shift_id: id, title: z.string(), place: z.string(), starts_at: instant, ends_at: instant,
      seat: z.enum(['seat', 'waitlist']), waitlist_place: z.number().int().nullable(), withdraw_by: instant,
    }).nullable(),
    open_invitations: z.number().int(),
    nearby: z.array(offer.extend({ missing: z.number().int() })),
    recommended: z.array(offer.extend({ reasons: z.array(reasonShown) })),
  }),
  problems: [],
});
