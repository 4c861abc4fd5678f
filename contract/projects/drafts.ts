import { z } from 'zod';
import { insuranceKinds, riskKinds } from '../../domain/organizations/rule-books/risks.ts';
import { lastBusinessDate } from '../../domain/time.ts';
import { endpoint } from '../endpoint.ts';
import { namedProblems } from '../organizations/tree.ts';
import { category, topicPaths } from './projects.ts';
import { businessDate, clock, done, id, inPeriod, instant, longestYears, longText, shortText } from '../shapes.ts';

const activityId = z.object({ activity_id: id });
/** The last shift may end on the day after. */
const patternBase = {
  from: businessDate,
  until: businessDate.refine((day) => day < lastBusinessDate, {
    params: { zh: `最晚到 ${lastBusinessDate} 的前一天`, en: `No later than the day before ${lastBusinessDate}` },
  }),
  start_clock: clock,
  end_clock: clock,
  skip_holidays: z.boolean().default(false),
  except: z.array(businessDate).max(60).default([]),
};
export const pattern = z.discriminatedUnion('every', [
  z.object({ every: z.literal('day'), ...patternBase }).superRefine(inPeriod(longestYears.by_day)),
  z
    .object({
      every: z.literal('week'),
      weekdays: z
        .array(
          z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]),
        )
        .min(1)
        .max(7),
      ...patternBase,
    })
    .superRefine(inPeriod(longestYears.by_day)),
  z
    .object({ every: z.literal('month'), day_of_month: z.number().int().min(1).max(31), ...patternBase })
    .superRefine(inPeriod(longestYears.by_day)),
]);

export const shiftDraft = z.object({
  name: z.string().trim().max(40).default(''),
  starts_at: instant,
  ends_at: instant,
  capacity: z.number().int().min(0).max(100_000),
});
const draft = {
  title: shortText,
  description: longText,
  category,
  topics: topicPaths.default([]),
  place: z.string().trim().max(120),
  pin: z
    .object({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) })
    .nullable()
    .default(null),
  gathering_note: z.string().trim().max(120).default(''),
  contact_phone: z.string().trim().max(20).default(''),
  programme: z
    .array(z.object({ clock, text: shortText }))
    .max(20)
    .default([]),
  risk_statement: longText,
  risks: z.array(z.enum(riskKinds)).max(40).default([]),
  insurance: z.enum(insuranceKinds).default('none'),
  minimum_age: z.number().int().min(0).max(99).nullable().default(null),
  maximum_age: z.number().int().min(0).max(120).nullable().default(null),
  is_parent_child: z.boolean().default(false),
  required_skills: z.array(z.string().trim().min(1).max(30)).max(10).default([]),
  required_qualifications: z.array(z.string().trim().min(1).max(30)).max(10).default([]),
  check_in_kinds: z
    .array(z.enum(['rotating_code', 'staff_scan', 'short_code', 'self_located']))
    .min(1)
    .max(4)
    .default(['rotating_code', 'staff_scan', 'short_code']),
  fence_metres: z.number().int().min(50).max(5000).nullable().default(null),
  waitlist_capacity: z.number().int().min(0).max(500).default(50),
  signs_up_here: z.boolean().default(true),
  leader_ids: z.array(id).max(40).default([]),
  /** Others, by volunteer number; without any leader, whoever writes the draft. */
  leader_numbers: z.array(z.string().trim().min(1).max(30)).max(40).default([]),
  shifts: z.array(shiftDraft).max(400),
};

export const previewShifts = endpoint({
  method: 'POST',
  path: '/api/shift-previews',
  tag: 'projects',
  keyed: false,
  summary: 'The shifts that a pattern gives, and the days it leaves out with the reason',
  access: 'signed_in',
  personal: true,
  body: z.object({ pattern }),
  output: z.object({
    shifts: z.array(
      z.object({ day: businessDate, starts_at: instant, ends_at: instant, service_day: z.string().nullable() }),
    ),
    left_out: z.array(z.object({ day: businessDate, reason: z.enum(['holiday', 'exception']), name: z.string() })),
    holidays_known_until: businessDate,
  }),
  problems: ['projects.pattern_empty', 'projects.pattern_too_many'],
});

export const createActivity = endpoint({
  method: 'POST',
  path: '/api/activities',
  tag: 'projects',
  summary: 'Write the draft of an activity below a project (L45)',
  access: 'projects.write',
  body: z.object({ project_id: id, ...draft }),
  output: z.object({ id }),
  problems: [
    'core.forbidden',
    'core.not_found',
    ...namedProblems,
    'organizations.dissolved',
    'projects.closed',
    'projects.shift_order',
    'projects.no_capacity',
    'projects.no_shift',
    'projects.person_unknown',
  ],
});

export const editActivity = endpoint({
  method: 'PUT',
  path: '/api/activities/{activity_id}',
  tag: 'projects',
  summary: 'Change a draft; a published activity changes by its own addresses',
  access: 'projects.write',
  params: activityId,
  body: z.object(draft),
  output: done,
  problems: [
    'core.forbidden',
    'core.not_found',
    ...namedProblems,
    'projects.not_draft',
    'projects.shift_order',
    'projects.no_capacity',
    'projects.no_shift',
    'projects.person_unknown',
  ],
});
