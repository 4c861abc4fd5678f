import { z } from 'zod';
import { endpoint, file } from '../endpoint.ts';
import { category } from './projects.ts';
import { businessDate, flag, id, inPeriod, instant, longestYears, pageOf, paging } from '../shapes.ts';

export const offer = z.object({
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
