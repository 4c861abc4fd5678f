import { z } from 'zod';
import { insuranceKinds, riskKinds } from '../../domain/organizations/rule-books/risks.ts';
import { plannedEnd } from '../organizations/dissolution.ts';
import { activityStates } from '../../domain/projects/activity-states.ts';
import { activityColumns, activityFigures } from '../../domain/projects/list-columns.ts';
import { endpoint, file } from '../endpoint.ts';
import { listing, listOf } from '../facts.ts';
import { category } from './projects.ts';
import { activityChangeShown } from './changes.ts';
import { businessDate, can, flag, id, inPeriod, instant, longestYears } from '../shapes.ts';

export const activityState = z.enum(activityStates);
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

const { sort, ...paged } = listing(activityColumns);
const activityFilter = {
  sort,
  q: z.string().trim().max(40).optional(),
  organization_id: id.optional(),
  project_id: id.optional(),
  category: category.optional(),
  state: activityState.optional(),
  topic: z.string().max(80).optional(),
  from: businessDate.optional(),
  until: businessDate.optional(),
};

export const exportActivities = endpoint({
  method: 'GET',
  path: '/api/activities.xlsx',
  tag: 'projects',
  summary: 'The same activities in the same order as a workbook, without names of people',
  access: 'projects.read',
  query: z.object(activityFilter).superRefine(inPeriod(longestYears.summed)),
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: ['core.forbidden'],
});

export const listActivities = endpoint({
  method: 'GET',
  path: '/api/activities',
  tag: 'projects',
  summary:
    'Activities of one’s organisations by start, with places and waitlist; filter by state, category, topic or days',
  access: 'projects.read',
  query: z.object({ ...activityFilter, ...paged }).superRefine(inPeriod(longestYears.summed)),
  output: listOf(activityRow, activityFigures),
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
    organizer_end: plannedEnd.nullable().meta({ description: 'The organiser ends before the activity is over' }),
    co_hosts: z.array(
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
