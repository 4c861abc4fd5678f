import { z } from 'zod';
import { insuranceKinds, riskKinds } from '../../domain/organizations/rule-books/risks.ts';
import { endpoint, file } from '../endpoint.ts';
import { category } from './projects.ts';
import { activityChangeShown } from './changes.ts';
import { businessDate, can, flag, id, inPeriod, instant, longestYears, pageOf, paging } from '../shapes.ts';

export const activityState = z.enum(['draft', 'submitted', 'returned', 'published', 'cancelled', 'ended']);
const activityId = z.object({ activity_id: id });
const activityRow = z.object({
  id,
  title: z.string(),
  category,
  project_title: z.string(),
  organization_id: id,
  organization_name: z.string(),
  place: z.string(),
  state: activityState,
  starts_at: instant,
  ends_at: instant,
  shifts: z.number().int(),
  capacity: z.number().int(),
  seats_taken: z.number().int(),
  waiting: z.number().int(),
  leader_name: z.string(),
});

export const listActivities = endpoint({
  method: 'GET',
  path: '/api/activities',
  tag: 'projects',
  summary:
    'Activities of one’s organisations by start, with places and waitlist; filter by state, category, topic or days',
  access: 'projects.read',
  query: z
    .object({
      ...paging,
      q: z.string().trim().max(40).optional(),
      organization_id: id.optional(),
      project_id: id.optional(),
      category: category.optional(),
      state: activityState.optional(),
      topic: z.string().max(80).optional(),
      from: businessDate.optional(),
      until: businessDate.optional(),
    })
    .superRefine(inPeriod(longestYears.summed)),
  output: pageOf(activityRow),
  problems: ['core.forbidden'],
});

const requirement = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  is_met: z.boolean(),
  remedy: z.string().nullable(),
});
const shiftShown = z.object({
  id,
  name: z.string(),
  starts_at: instant,
  ends_at: instant,
  capacity: z.number().int(),
  seats_taken: z.number().int(),
  waiting: z.number().int(),
  is_cancelled: z.boolean(),
  withdraw_by: instant,
  service_day: z.string().nullable(),
  following: z.number().int(),
  mine: z
    .object({ sign_up_id: id, place: z.enum(['seat', 'waitlist']), waitlist_place: z.number().int().nullable() })
    .nullable(),
  requirements: z.array(requirement).nullable(),
  can: can('sign_up', 'move', 'cancel'),
});

export const readActivity = endpoint({
  method: 'GET',
  path: '/api/activities/{activity_id}',
  tag: 'projects',
  summary:
    'One activity with its shifts, what it asks of me (or of my child, or of me and my children together), and my sign-up; drafts for their organisation only',
  access: 'public',
  params: activityId,
  query: z.object({
    child_id: id.optional(),
    with_children: flag.optional(),
    with_child_ids: z
      .string()
      .max(260)
      .optional()
      .meta({ description: 'With children: only these, separated by commas' }),
  }),
  output: z.object({
    id,
    title: z.string(),
    description: z.string(),
    category,
    topics: z.array(z.string()),
    state: activityState,
    project_id: id,
    project_title: z.string(),
    organization_id: id,
    organization_name: z.string(),
    hosts: z.array(
      z.object({ organization_id: id, name: z.string(), answer: z.string().nullable(), can: can('answer') }),
    ),
    place: z.string(),
    pin: z.object({ longitude: z.number(), latitude: z.number() }).nullable(),
    gathering_note: z.string(),
    contact_phone: z.string().nullable(),
    programme: z.array(z.object({ clock: z.string(), text: z.string() })),
    risk_statement: z.string(),
    risks: z.array(z.enum(riskKinds)),
    insurance: z.enum(insuranceKinds),
    minimum_age: z.number().int().nullable(),
    maximum_age: z.number().int().nullable(),
    is_parent_child: z.boolean(),
    required_skills: z.array(z.string()),
    required_qualifications: z.array(z.string()),
    check_in_kinds: z.array(z.string()),
    fence_metres: z.number().int().nullable(),
    waitlist_capacity: z.number().int(),
    signs_up_here: z.boolean(),
    leaders: z.array(z.object({ id, name: z.string(), led: z.number().int() })),
    cancel_reason: z.string().nullable(),
    sequence: z.number().int(),
    share_url: z.string(),
    shifts: z.array(shiftShown),
    decisions: z.array(
      z.object({
        decision: z.string(),
        decided_by_name: z.string().nullable(),
        decided_at: instant,
        reason: z.string().nullable(),
      }),
    ),
    activity_changes: z.array(activityChangeShown),
    delegations: z.array(
      z.object({ grant_id: id, person_name: z.string(), valid_until: businessDate, can: can('end') }),
    ),
    children: z.array(z.object({ id, name: z.string() })),
    can: can(
      'edit',
      'submit',
      'approve',
      'cancel',
      'roster',
      'delegate',
      'change',
      'invite_host',
      'board',
      'back_fill',
    ),
  }),
  problems: ['core.not_found'],
});

export const readShare = endpoint({
  method: 'GET',
  path: '/api/activities/{activity_id}/share',
  tag: 'projects',
  summary: 'The link of a published activity and its QR code as SVG',
  access: 'public',
  params: activityId,
  output: z.object({ url: z.string(), qr_svg: z.string() }),
  problems: ['core.not_found'],
});

export const readPoster = endpoint({
  method: 'GET',
  path: '/api/activities/{activity_id}/poster.pdf',
  tag: 'projects',
  summary: 'A printable poster with time, place, requirements, risk and QR code (宣传招募)',
  access: 'public',
  params: activityId,
  output: file('application/pdf'),
  problems: ['core.not_found', 'core.character_unprintable'],
});

const offer = z.object({
  id,
  shift_id: id,
  title: z.string(),
  category,
  organization_name: z.string(),
  county_name: z.string().nullable(),
  place: z.string(),
  starts_at: instant,
  ends_at: instant,
  capacity: z.number().int(),
  seats_taken: z.number().int(),
  waiting: z.number().int(),
  distance_metres: z.number().int().nullable(),
  is_parent_child: z.boolean(),
});

export const listOpenActivities = endpoint({
  method: 'GET',
  path: '/api/open-activities',
  tag: 'projects',
  summary: 'Open shifts for anyone: by time or distance, with search, category, days and free places (P49, S35)',
  access: 'public',
  query: z
    .object({
      ...paging,
      q: z.string().trim().max(40).optional(),
      category: category.optional(),
      topic: z.string().max(60).optional(),
      organization_id: id.optional(),
      from: businessDate.optional(),
      until: businessDate.optional(),
      has_places: flag.optional(),
      longitude: z.coerce.number().min(-180).max(180).optional(),
      latitude: z.coerce.number().min(-90).max(90).optional(),
      sort: z.enum(['time', 'distance']).default('time'),
    })
    .superRefine(inPeriod(longestYears.summed)),
  output: pageOf(offer),
  problems: [],
});

export const listOpenCounties = endpoint({
  method: 'GET',
  path: '/api/open-activities/counties',
  tag: 'projects',
  summary: 'Counties in which something is open, with how many activities',
  access: 'public',
  output: z.object({ rows: z.array(z.object({ id, name: z.string(), activities: z.number().int() })) }),
  problems: [],
});

export const openActivitiesJsonLd = endpoint({
  method: 'GET',
  path: '/api/open-activities.jsonld',
  tag: 'projects',
  summary:
    'Open opportunities as JSON-LD in the vocabulary of volunteeringdata.io, soonest first; hydra:next is the address of the next page',
  access: 'public',
  query: z.object({ organization_id: id.optional(), cursor: paging.cursor }),
  output: file('application/ld+json'),
  problems: [],
});

export const organizationCalendar = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/calendar.ics',
  tag: 'projects',
  summary: 'Published shifts of an organisation and below as iCalendar, with stable UID and SEQUENCE',
  access: 'public',
  params: z.object({ organization_id: id }),
  output: file('text/calendar; charset=utf-8'),
  problems: ['core.not_found'],
});

const reasonShown = z.object({ code: z.string(), zh: z.string(), en: z.string() });
export const readHome = endpoint({
  method: 'GET',
  path: '/api/me/home',
  tag: 'projects',
  summary:
    'What a volunteer sees first: the next sign-up, open invitations, places missing nearby, and recommendations with their reason',
  access: 'signed_in',
  query: z.object({
    longitude: z.coerce.number().min(-180).max(180).optional(),
    latitude: z.coerce.number().min(-90).max(90).optional(),
  }),
  output: z.object({
    next: z
      .object({
        sign_up_id: id,
        activity_id: id,
        shift_id: id,
        title: z.string(),
        place: z.string(),
        starts_at: instant,
        ends_at: instant,
        seat: z.enum(['seat', 'waitlist']),
        waitlist_place: z.number().int().nullable(),
        withdraw_by: instant,
        can: can('withdraw'),
      })
      .nullable(),
    open_invitations: z.number().int(),
    open_consents: z.number().int(),
    open_merges: z.number().int(),
    /** The volunteer's own county, where there is one: what is near is looked for there first. */
    county: z.object({ id, name: z.string() }).nullable(),
    nearby: z.array(offer.extend({ missing: z.number().int() })),
    recommended: z.array(offer.extend({ reasons: z.array(reasonShown) })),
  }),
  problems: [],
});
